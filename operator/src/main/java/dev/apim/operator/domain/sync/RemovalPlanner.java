package dev.apim.operator.domain.sync;

import dev.apim.api.v1alpha1.ApiManagementInstanceSpec;
import dev.apim.api.v1alpha1.GatewayConfigurationSpec;
import dev.apim.api.v1alpha1.GatewayLocationSpec;
import dev.apim.api.v1alpha1.Origin;
import dev.apim.api.v1alpha1.OriginState;
import dev.apim.operator.domain.sync.PushStep.RemoveInstance;
import dev.apim.operator.domain.sync.PushStep.RemoveLocation;
import dev.apim.operator.domain.sync.PushStep.RemovePointer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Plans the removal of an instance from a target (B68): tombstones, since the account that pushes
 * cannot delete. The operator there carries them out. A tombstone keeps the numbers that the copy
 * has, so that the fence never falls.
 */
public final class RemovalPlanner {

  private RemovalPlanner() {}

  /** Plans the removal of all copies that this cluster made of an instance. */
  public static PushPlan plan(String instance, String namespace, PushScope scope, TargetView seen) {
    List<PushStep> steps = new ArrayList<>();
    seen.locationsOf(instance)
        .forEach(
            (name, there) -> {
              if (isLive(there, there.spec().origin(), namespace, scope)) {
                steps.add(
                    new RemoveLocation(name, removed(there.spec()), there.unitsOwned(), false));
              }
            });
    Seen<ApiManagementInstanceSpec> copy = seen.instances().get(instance);
    if (copy != null && isLive(copy, copy.spec().origin(), namespace, scope)) {
      steps.add(new RemoveInstance(removed(copy.spec())));
    }
    Seen<GatewayConfigurationSpec> pointer = seen.pointers().get(instance);
    if (pointer != null && isLive(pointer, namespace, scope)) {
      steps.add(new RemovePointer(Copies.removed(pointer.spec())));
    }
    return new PushPlan(steps, List.of());
  }

  /** The instances of which this cluster has copies in a target, by namespace and name here. */
  public static Set<InstanceKey> copied(PushScope scope, TargetView seen) {
    Set<InstanceKey> keys = new TreeSet<>();
    seen.locations()
        .forEach(
            (name, there) ->
                add(keys, there, there.spec().origin(), there.spec().instanceRef().name(), scope));
    seen.instances().forEach((name, there) -> add(keys, there, there.spec().origin(), name, scope));
    seen.pointers()
        .forEach(
            (name, there) -> {
              String namespace = there.labels().get(PushScope.ORIGIN_NAMESPACE);
              if (namespace != null && isLive(there, namespace, scope)) {
                keys.add(new InstanceKey(namespace, name));
              }
            });
    return keys;
  }

  /** Namespace and name, as they are here, of the locations that run there by copies of ours. */
  public static List<String> locations(String identity, String cluster, TargetView seen) {
    List<String> names = new ArrayList<>();
    seen.locations()
        .forEach(
            (name, there) -> {
              Origin origin = there.spec().origin();
              String namespace = there.labels().get(PushScope.ORIGIN_NAMESPACE);
              if (namespace != null
                  && origin != null
                  && origin.holder().equals(identity)
                  && cluster.equals(there.spec().cluster())) {
                names.add(namespace + "/" + name);
              }
            });
    return names;
  }

  static ApiManagementInstanceSpec removed(ApiManagementInstanceSpec copy) {
    return Copies.withOrigin(copy, Copies.removed(copy.origin()));
  }

  static GatewayLocationSpec removed(GatewayLocationSpec copy) {
    return Copies.withOrigin(copy, Copies.removed(copy.origin()));
  }

  private static void add(
      Set<InstanceKey> keys, Seen<?> there, Origin origin, String name, PushScope scope) {
    Map<String, String> labels = there.labels();
    String namespace = labels.get(PushScope.ORIGIN_NAMESPACE);
    if (namespace != null && isLive(there, origin, namespace, scope)) {
      keys.add(new InstanceKey(namespace, name));
    }
  }

  private static boolean isLive(Seen<?> there, Origin origin, String namespace, PushScope scope) {
    return origin != null
        && origin.state() == OriginState.Active
        && origin.holder().equals(scope.identity())
        && Standing.comesFrom(there, namespace);
  }

  private static boolean isLive(
      Seen<GatewayConfigurationSpec> there, String namespace, PushScope scope) {
    return there.spec().state() == OriginState.Active
        && there.spec().fence().holder().equals(scope.identity())
        && Standing.comesFrom(there, namespace);
  }
}
