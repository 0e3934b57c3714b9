package dev.apim.operator.controller;

import dev.apim.operator.observe.Answers;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusDetails;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.AggregatedOperatorException;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Tells a failure that means that the object, or its whole namespace, was deleted while its loop
 * ran. That is no error, and nothing to try again.
 */
public final class DeletedMeanwhile {

  private static final Logger LOG = Logger.getLogger(DeletedMeanwhile.class);

  private DeletedMeanwhile() {}

  /** What the framework is to do about a failed loop: forget it, or what it usually does. */
  public static <P extends HasMetadata> ErrorStatusUpdateControl<P> or(P primary, Exception e) {
    if (!isMeant(primary, e)) {
      return ErrorStatusUpdateControl.defaultErrorProcessing();
    }
    LOG.debugf(
        "%s %s/%s was deleted meanwhile: %s",
        primary.getKind(),
        primary.getMetadata().getNamespace(),
        primary.getMetadata().getName(),
        e.getMessage());
    return ErrorStatusUpdateControl.<P>noStatusUpdate().withNoRetry();
  }

  static boolean isMeant(HasMetadata primary, Throwable e) {
    return answers(e).toList().stream()
        .anyMatch(answer -> isGone(primary, answer) || isNamespaceGoing(answer));
  }

  private static Stream<KubernetesClientException> answers(Throwable e) {
    if (e == null) {
      return Stream.empty();
    }
    Stream<KubernetesClientException> own =
        e instanceof KubernetesClientException answer ? Stream.of(answer) : Stream.empty();
    Stream<KubernetesClientException> parts =
        e instanceof AggregatedOperatorException several
            ? several.getAggregatedExceptions().values().stream().flatMap(DeletedMeanwhile::answers)
            : Stream.empty();
    return Stream.of(own, parts, answers(e.getCause())).flatMap(stream -> stream);
  }

  private static boolean isGone(HasMetadata primary, KubernetesClientException answer) {
    Optional<StatusDetails> details =
        Optional.ofNullable(answer.getStatus()).map(Status::getDetails);
    return Answers.isNotFound(answer)
        && details
            .filter(about -> primary.getPlural().equals(about.getKind()))
            .filter(about -> primary.getMetadata().getName().equals(about.getName()))
            .isPresent();
  }

  /** Whether an answer says that nothing is made any more in a namespace that is being deleted. */
  public static boolean isNamespaceGoing(KubernetesClientException answer) {
    return Optional.ofNullable(answer.getMessage())
        .filter(message -> message.contains("because it is being terminated"))
        .isPresent();
  }
}
