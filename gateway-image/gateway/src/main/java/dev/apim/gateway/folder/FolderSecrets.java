package dev.apim.gateway.folder;

import dev.apim.api.config.SecretData;
import dev.apim.api.config.SecretReference;
import dev.apim.compiler.ObjectKey;
import dev.apim.compiler.SecretSource;
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
    String value = data.get(key);
    Set<String> keys = data.keySet();
    return value == null || value.isEmpty()
        ? Found.problem(
            "the Secret \""
                + secret
                + "\" has no value under the key \""
                + key
                + "\"; it has: "
                + String.join(", ", keys))
        : new Found(new SecretReference(secret, key), value, null);
  }

  @Override
  public Optional<String> carried(SecretReference reference) {
    return Optional.ofNullable(secrets.get(reference.name()))
        .map(data -> data.get(reference.key()));
  }

  SecretData data() {
    return new SecretData(secrets);
  }

  @Override
  public String toString() {
    return "FolderSecrets" + secrets.keySet();
  }
}
