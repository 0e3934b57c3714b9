package dev.apim.gateway.configuration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apim.gateway.secrets.SecretVault;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last revision on the own volume, from which a gateway starts when no API server answers (B79,
 * B121). A file that a crash has cut is never seen: the new one is whole before it takes the place
 * of the old one.
 */
final class LocalCopy {

  private static final Logger LOG = LoggerFactory.getLogger(LocalCopy.class);
  private static final String NAME = "configuration.json";
  private static final String BEFORE = "configuration.before.json";

  private static final String SEALED = "sealed";

  private final JsonMapper json =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
  private final Path directory;
  private final SecretVault vault;

  LocalCopy(Path directory, Optional<Path> key) {
    this.directory = directory;
    this.vault = new SecretVault(directory, key);
  }

  /** Keeps a revision; a volume that cannot be written costs a warning, not the traffic. */
  void save(Revision revision) {
    Path temporary = directory.resolve(NAME + ".new");
    try {
      Files.createDirectories(directory);
      write(temporary, revision);
      if (Files.exists(directory.resolve(NAME))) {
        Files.move(
            directory.resolve(NAME),
            directory.resolve(BEFORE),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      }
      Files.move(
          temporary,
          directory.resolve(NAME),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      sync(directory);
    } catch (IOException e) {
      LOG.warn("Cannot keep a local copy of the configuration: {}", e.toString());
    }
  }

  /**
   * The revision that was kept last, else the one before; absent where none can be used.
   *
   * @param refused hashes that are not wanted
   */
  Optional<Revision> load(Predicate<String> refused) {
    return read(NAME)
        .filter(revision -> !refused.test(revision.hash()))
        .or(() -> read(BEFORE).filter(revision -> !refused.test(revision.hash())));
  }

  private Optional<Revision> read(String name) {
    Path file = directory.resolve(name);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      JsonNode kept = json.readTree(file.toFile());
      Revision revision = json.treeToValue(kept, Revision.class);
      return Optional.of(
          kept.has(SEALED) ? revision.with(vault.open(kept.path(SEALED).asText())) : revision);
    } catch (IOException e) {
      String why = e instanceof JsonProcessingException j ? j.getOriginalMessage() : e.toString();
      LOG.warn("The local copy of the configuration cannot be read: {}", why);
      return Optional.empty();
    }
  }

  private void write(Path file, Revision revision) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      OutputStream out = Channels.newOutputStream(channel);
      ObjectNode kept = json.valueToTree(revision);
      vault.seal(revision.secrets()).ifPresent(text -> kept.put(SEALED, text));
      out.write(json.writeValueAsBytes(kept));
      channel.force(true);
    }
  }

  private static void sync(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
