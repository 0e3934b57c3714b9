package dev.apim.operator.manifest;

import dev.apim.api.config.CanonicalJson;
import dev.apim.operator.domain.sync.PushScope;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/**
 * The Secret that carries values of a configuration to gateways. It never changes: another value is
 * another Secret, so that a revision and its values belong together for good.
 */
public final class ValueSecret {

  /** Type of these Secrets. */
  public static final String TYPE = "apim.dev/values";

  /** Value of their label {@link Labels#COMPONENT}. */
  public static final String COMPONENT = "values";

  /** Key of the digest of all the others, by which one that a hand has made again is told. */
  static final String SEAL = "apim.seal";

  private ValueSecret() {}

  /**
   * The Secret, without a namespace.
   *
   * @param originNamespace namespace of the instance in the cluster that publishes
   * @param values values by key
   */
  public static Secret of(
      String originNamespace, String instance, String name, Map<String, String> values) {
    Map<String, String> labels = new TreeMap<>(PushScope.labels(originNamespace, instance));
    labels.put(Labels.COMPONENT, COMPONENT);
    Map<String, String> data = new TreeMap<>();
    values.forEach(
        (key, value) ->
            data.put(
                key, Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))));
    data.put(SEAL, seal(name, data));
    return new SecretBuilder()
        .withNewMetadata()
        .withName(name)
        .withLabels(labels)
        .endMetadata()
        .withType(TYPE)
        .withImmutable(true)
        .withData(data)
        .build();
  }

  /**
   * Whether one is as it was made: immutable, labelled, and with the values that it was sealed
   * with. One without a seal was made by an older operator.
   */
  public static boolean isWhole(Secret secret) {
    Map<String, String> labels = secret.getMetadata().getLabels();
    if (!Boolean.TRUE.equals(secret.getImmutable())
        || labels == null
        || !COMPONENT.equals(labels.get(Labels.COMPONENT))
        || !labels.containsKey(Labels.INSTANCE)) {
      return false;
    }
    Map<String, String> data = new TreeMap<>();
    if (secret.getData() != null) {
      data.putAll(secret.getData());
    }
    String seal = data.remove(SEAL);
    return seal == null ? !data.isEmpty() : seal.equals(seal(secret.getMetadata().getName(), data));
  }

  private static String seal(String name, Map<String, String> data) {
    StringBuilder text = new StringBuilder(name);
    data.forEach((key, value) -> text.append('\n').append(key).append('=').append(value));
    String digest = CanonicalJson.sha256(text.toString());
    return Base64.getEncoder().encodeToString(digest.getBytes(StandardCharsets.UTF_8));
  }
}
