package dev.apim.operator.domain.sync;

import dev.apim.api.v1alpha1.Fence;
import dev.apim.api.v1alpha1.Origin;
import dev.apim.api.v1alpha1.OriginState;
import java.util.Map;

/**
 * Who pushes, and where to.
 *
 * @param identity identity of this cluster
 * @param cluster name of this cluster
 * @param target name of the cluster that is pushed to
 */
public record PushScope(String identity, String cluster, String target) {

  /** Label of copies: the namespace of the original. */
  public static final String ORIGIN_NAMESPACE = "apim.dev/origin-namespace";

  /** Label of copies: the instance. */
  public static final String INSTANCE = "apim.dev/instance";

  /** Label of copies: who manages them. */
  public static final String MANAGED_BY = "app.kubernetes.io/managed-by";

  private static final String OPERATOR = "apim-operator";

  /** The labels of a copy, which has no others. */
  public static Map<String, String> labels(String namespace, String instance) {
    return Map.of(MANAGED_BY, OPERATOR, INSTANCE, instance, ORIGIN_NAMESPACE, namespace);
  }

  Origin origin(Fence fence) {
    return origin(fence, null);
  }

  /**
   * The mark of a location's copy.
   *
   * @param units what the primary asks for; kept beside those that may be scaled there
   */
  Origin origin(Fence fence, Integer units) {
    return new Origin(
        fence.lineage(),
        fence.epoch(),
        fence.holder(),
        fence.sequence(),
        cluster,
        OriginState.Active,
        units);
  }
}
