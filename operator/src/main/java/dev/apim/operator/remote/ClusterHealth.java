package dev.apim.operator.remote;

import dev.apim.api.v1alpha1.Reason;
import java.util.Optional;

/**
 * How a cluster is, as last seen.
 *
 * @param reachable whether it answers and can be used
 * @param reason why
 * @param message what is the case and what to do
 * @param identity UID of its namespace kube-system; empty before the first connection
 * @param version version of Kubernetes; empty before the first connection
 */
public record ClusterHealth(
    boolean reachable,
    Reason reason,
    String message,
    Optional<String> identity,
    Optional<String> version) {

  static final ClusterHealth CONNECTING =
      new ClusterHealth(
          false,
          Reason.ClusterUnreachable,
          "the cluster has not answered yet",
          Optional.empty(),
          Optional.empty());

  ClusterHealth failed(Reason why, String what) {
    return new ClusterHealth(false, why, what, identity, version);
  }

  static ClusterHealth good(Connection connection, String message) {
    return new ClusterHealth(
        true,
        Reason.Reachable,
        message,
        Optional.of(connection.key().identity()),
        Optional.of(connection.version()));
  }
}
