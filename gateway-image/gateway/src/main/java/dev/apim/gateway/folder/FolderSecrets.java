package dev.apim.gateway.folder;

import dev.apim.api.config.SecretData;
import dev.apim.api.config.SecretReference;
import dev.apim.compiler.ObjectKey;
import dev.apim.compiler.SecretSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The Secrets of a folder; a folder's document refers to them directly. */
record FolderSecrets(Map<String, Map<String, String>> secrets) implements SecretSource {

  @Override
  public Found find(ObjectKey object, String secret, String key) {
    Map<String, String> data = secrets.get(secret);
    if (data == null) {
      return Found.problem("no file has a Secret \"" + secret + "\"");
    }
    String value = SecretSource.value(data, key);
    Set<String> keys = data.keySet();
    return value == null || value.isEmpty()
        ? Found.problem(
            "the Secret \""
                + secret
                + "\" has no value under "
                + SecretSource.describe(key)
                + "; it has: "
                + String.join(", ", keys))
        : new Found(new SecretReference(secret, key), value, null);
  }

  @Override
  public Optional<String> carried(SecretReference reference) {
    return Optional.ofNullable(secrets.get(reference.name()))
        .map(data -> SecretSource.value(data, reference.key()));
  }

  SecretData data() {
    Map<String, Map<String, String>> all = new HashMap<>(secrets);
    all.replaceAll((name, data) -> withPair(data));
    return new SecretData(all);
  }

  private static Map<String, String> withPair(Map<String, String> data) {
    Map<String, String> all = new HashMap<>(data);
    String pair = SecretSource.value(data, SecretSource.PAIR);
    if (pair != null) {
      all.put(SecretSource.PAIR, pair);
    }
    return all;
  }

  @Override
  public String toString() {
    return "FolderSecrets" + secrets.keySet();
  }
}
