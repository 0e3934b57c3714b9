package dev.apim.operator.remote;

import dev.apim.api.v1alpha1.Reason;
import dev.apim.operator.observe.Answers;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Optional;

/** What an answer of a cluster's API server, or its silence, means. */
final class RemoteErrors {

  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final String FIELD_CONFLICT = "FieldManagerConflict";

  private RemoteErrors() {}

  static boolean isForbidden(KubernetesClientException e) {
    return e.getCode() == FORBIDDEN;
  }

  /** The fields that another manager holds; empty where the conflict is another one. */
  static List<String> conflictingFields(KubernetesClientException e) {
    Status status = e.getStatus();
    if (!Answers.isConflict(e) || status == null || status.getDetails() == null) {
      return List.of();
    }
    return status.getDetails().getCauses().stream()
        .filter(cause -> FIELD_CONFLICT.equals(cause.getReason()))
        .map(StatusCause::getField)
        .distinct()
        .sorted()
        .toList();
  }

  static ConnectionFailedException namespaceNotFound(String namespace) {
    return new ConnectionFailedException(
        Reason.NamespaceNotFound,
        "the namespace \"" + namespace + "\" does not exist in the cluster; create it there");
  }

  /** The reason and message of a cluster's condition for a failed request. */
  static ConnectionFailedException connection(KubernetesClientException e, String namespace) {
    return switch (e.getCode()) {
      case UNAUTHORIZED ->
          new ConnectionFailedException(
              Reason.KubeconfigInvalid,
              "the API server does not accept the credentials; renew the token in the kubeconfig");
      case FORBIDDEN -> new ConnectionFailedException(Reason.Forbidden, Answers.text(e));
      case NOT_FOUND ->
          Answers.text(e).contains("namespaces ")
              ? namespaceNotFound(namespace)
              : new ConnectionFailedException(
                  Reason.NoOperator,
                  "the kinds of apim.dev are not there; install the chart in the cluster with role"
                      + " secondary");
      default -> new ConnectionFailedException(Reason.ClusterUnreachable, Answers.text(e));
    };
  }

  /** The same for a failed push; empty where the pulse of the cluster tells. */
  static Optional<ConnectionFailedException> push(RuntimeException e, String namespace) {
    if (e instanceof OtherNameException) {
      return Optional.of(new ConnectionFailedException(Reason.KubeconfigInvalid, e.getMessage()));
    }
    return e instanceof KubernetesClientException answer && answer.getCode() != 0
        ? Optional.of(connection(answer, namespace))
        : Optional.empty();
  }
}
