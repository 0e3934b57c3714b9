package dev.apim.gateway.tls;

import dev.apim.api.config.SecretData;
import dev.apim.gateway.secrets.SecretVault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The certificates on the own volume, where secrets may lie there. */
final class TlsCopy {

  private static final Logger LOG = LoggerFactory.getLogger(TlsCopy.class);
  private static final String NAME = "tls.sealed";
  private static final String ASKS = "asks";

  private final Path directory;
  private final SecretVault vault;

  TlsCopy(Path directory, Optional<Path> key) {
    this.directory = directory;
    this.vault = new SecretVault(directory, key);
  }

  void save(ServerTls tls) {
    Map<String, Map<String, String>> data = new TreeMap<>();
    data.put(ASKS, Map.of(ASKS, Boolean.toString(tls.asksClients())));
    for (int i = 0; i < tls.certificates().size(); i++) {
      PemPair pair = tls.certificates().get(i);
      data.put(Integer.toString(i), Map.of("crt", pair.certificate(), "key", pair.key()));
    }
    try {
      Files.createDirectories(directory);
      Optional<String> sealed = vault.seal(new SecretData(data));
      if (sealed.isPresent()) {
        Path written = Files.writeString(directory.resolve(NAME + ".new"), sealed.get());
        Files.move(
            written,
            directory.resolve(NAME),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      LOG.warn("Cannot keep a copy of the certificates: {}", e.toString());
    }
  }

  Optional<ServerTls> load() {
    Path file = directory.resolve(NAME);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      SecretData data = vault.open(Files.readString(file));
      List<PemPair> pairs = new ArrayList<>();
      for (int i = 0; data.get(Integer.toString(i)) != null; i++) {
        Map<String, String> pair = data.get(Integer.toString(i));
        pairs.add(new PemPair(pair.get("crt"), pair.get("key")));
      }
      return Optional.of(new ServerTls(pairs, Boolean.parseBoolean(data.get(ASKS).get(ASKS))));
    } catch (IOException e) {
      LOG.warn("The copy of the certificates cannot be used: {}", e.getMessage());
      return Optional.empty();
    }
  }
}
