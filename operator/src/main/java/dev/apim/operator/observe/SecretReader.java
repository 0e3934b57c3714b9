package dev.apim.operator.observe;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The only reader of Secrets that configuration names; a rotated one is noticed at once. */
@ApplicationScoped
public class SecretReader {

  private final NamedSecrets<Map<String, String>> secrets;

  SecretReader(KubernetesClient client) {
    this.secrets = new NamedSecrets<>(client, SecretReader::decoded);
  }

  /**
   * The decoded data of a Secret; empty where there is no such Secret.
   *
   * @throws io.fabric8.kubernetes.client.KubernetesClientException where it cannot be read
   */
  public Optional<Map<String, String>> read(String namespace, String name) {
    return secrets.isKnown(namespace, name)
        ? secrets.find(namespace, name)
        : secrets.read(namespace, name);
  }

  /**
   * Tells of changes of Secrets, also of some that are not there yet, until it is called again.
   *
   * @param who whom it is for; the set replaces the one before
   * @param changed called on a thread of the client
   */
  public void follow(String who, String namespace, Set<String> names, Runnable changed) {
    secrets.follow(who, namespace, names, changed);
  }

  /** Stops telling. */
  public void forget(String who) {
    secrets.forget(who);
  }

  @PreDestroy
  void stop() {
    secrets.stop();
  }

  static Map<String, String> decoded(Secret secret) {
    Map<String, String> data = new TreeMap<>();
    if (secret.getData() != null) {
      secret
          .getData()
          .forEach(
              (key, value) ->
                  data.put(
                      key, new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8)));
    }
    return data;
  }
}
