package dev.apim.operator.controller.location;

import dev.apim.operator.controller.DeletedMeanwhile;
import dev.apim.operator.controller.location.dependent.NameTakenException;
import dev.apim.operator.domain.status.Hindrances;
import dev.apim.operator.observe.Answers;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.AggregatedOperatorException;
import java.net.HttpURLConnection;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tells a failure of which only a user can remove the cause from one that is worth a retry: a name
 * that is taken, or an object that the API server refuses, for what is in it, a quota or a policy.
 */
final class HinderedChildren {

  private static final Set<Integer> REFUSALS =
      Set.of(HttpURLConnection.HTTP_BAD_REQUEST, HttpURLConnection.HTTP_FORBIDDEN);

  private HinderedChildren() {}

  /**
   * What hinders the children.
   *
   * @throws AggregatedOperatorException the failure itself, where anything else failed as well
   */
  static Hindrances in(AggregatedOperatorException failure) {
    Set<String> taken = new TreeSet<>();
    Set<String> refused = new TreeSet<>();
    for (Throwable cause : failure.getAggregatedExceptions().values()) {
      if (!add(cause, taken, refused)) {
        throw failure;
      }
      for (Throwable other : cause.getSuppressed()) {
        if (!add(other, taken, refused)) {
          throw failure;
        }
      }
    }
    return new Hindrances(taken, refused);
  }

  private static boolean add(Throwable cause, Set<String> taken, Set<String> refused) {
    if (cause instanceof NameTakenException) {
      taken.add(cause.getMessage());
      return true;
    }
    if (cause instanceof KubernetesClientException answer && isRefusal(answer)) {
      refused.add(Answers.text(answer));
      return true;
    }
    return false;
  }

  private static boolean isRefusal(KubernetesClientException answer) {
    return (Answers.isInvalid(answer) || REFUSALS.contains(answer.getCode()))
        && !DeletedMeanwhile.isNamespaceGoing(answer);
  }
}
