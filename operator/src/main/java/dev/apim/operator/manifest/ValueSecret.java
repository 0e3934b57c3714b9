package dev.apim.operator.manifest;

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

  /** Selects them; a selector for informers. */
  public static final String SELECTOR = Labels.COMPONENT + "=" + ValueSecret.COMPONENT;

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
}
