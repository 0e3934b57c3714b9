package dev.apim.operator.controller.location;

import dev.apim.api.v1alpha1.GatewayLocation;
import dev.apim.operator.manifest.Ownership;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Collection;
import java.util.List;

/**
 * The Leases of gateways. That of a pod goes with its pod; one that no object owns is that of a
 * gateway which a user runs, and is made to go with its location.
 */
final class GatewayLeases {

  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

  private GatewayLeases() {}

  /** Ties those that nobody owns to their location, by one write each. */
  static void adopt(GatewayLocation location, Collection<Lease> leases, KubernetesClient client) {
    owned(location, leases).forEach(lease -> client.resource(lease).patch(MERGE, lease));
  }

  /** What is to be merged into those that nobody owns; the uid guards one that was made again. */
  static List<Lease> owned(GatewayLocation location, Collection<Lease> leases) {
    return leases.stream()
        .map(Lease::getMetadata)
        .filter(lease -> lease.getOwnerReferences().isEmpty())
        .filter(lease -> lease.getDeletionTimestamp() == null)
        .map(lease -> owned(location, lease))
        .toList();
  }

  private static Lease owned(GatewayLocation location, ObjectMeta lease) {
    return new LeaseBuilder()
        .withNewMetadata()
        .withName(lease.getName())
        .withNamespace(lease.getNamespace())
        .withUid(lease.getUid())
        .withOwnerReferences(Ownership.of(location))
        .endMetadata()
        .build();
  }
}
