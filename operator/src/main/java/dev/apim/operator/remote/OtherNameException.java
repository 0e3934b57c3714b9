package dev.apim.operator.remote;

import dev.apim.api.v1alpha1.GatewayLocationSpec;
import dev.apim.operator.domain.sync.InstanceKey;
import dev.apim.operator.domain.sync.Publication;
import dev.apim.operator.domain.sync.Seen;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A cluster may go by another name than its GatewayCluster here: locations seem to have left it
 * which perhaps run there, so that nothing of them may be removed.
 */
final class OtherNameException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private OtherNameException(String target, String location, String cluster) {
    super(
        "it holds the location "
            + location
            + ", which is to run in cluster "
            + cluster
            + ", and no other cluster is known by that name; nothing is removed from it: if it is "
            + cluster
            + " itself, replace the GatewayCluster "
            + target
            + " by one of the name that the chart there got as clusterName; if not, add "
            + cluster);
  }

  /**
   * Asks for proof that the locations of an instance which a cluster holds run in others.
   *
   * @param target name of the cluster
   * @param there the locations that it holds
   * @param elsewhere whether a cluster that has a name is another one than this
   * @throws OtherNameException where one may run in this cluster, by another name of it
   */
  static void check(
      String target,
      InstanceKey key,
      Publication publication,
      Map<String, Seen<GatewayLocationSpec>> there,
      Predicate<String> elsewhere) {
    there.forEach(
        (name, seen) -> {
          GatewayLocationSpec copy = seen.spec();
          GatewayLocationSpec wanted = publication.locations().get(name);
          if (copy.origin() != null
              && copy.instanceRef().name().equals(key.name())
              && wanted != null
              && wanted.cluster().equals(copy.cluster())
              && !elsewhere.test(copy.cluster())) {
            throw new OtherNameException(target, name, copy.cluster());
          }
        });
  }
}
