package dev.apim.operator.domain.status;

import dev.apim.api.v1alpha1.ProgressStatus;
import dev.apim.api.v1alpha1.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The change under way: begun when, at which step of how many, when it ends at the pace so far, and
 * whether it is stuck (B42). A newer edit that leaves more to do is a change of its own.
 */
final class ChangeProgress {

  private static final int MOST_PODS_TOLD = 3;

  private final LocationView view;
  private final ProgressStatus status;

  ChangeProgress(LocationView view) {
    this.view = view;
    this.status = status(view, view.previous().progress());
  }

  /** What the status says; null where no change is under way. */
  ProgressStatus status() {
    return status;
  }

  boolean changing() {
    return status != null;
  }

  boolean stalled() {
    return !view.paused()
        && deadline().filter(deadline -> !deadline.isAfter(view.now())).isPresent();
  }

  /** When the change counts as stalled unless a step is done before. */
  Optional<Instant> deadline() {
    Duration patience = Duration.ofSeconds(view.spec().update().progressDeadlineSeconds());
    return Optional.ofNullable(status).map(s -> stepBegan(s).plus(patience));
  }

  Reason reason() {
    return changing() ? Reason.Changing : Reason.Settled;
  }

  String message() {
    if (!changing()) {
      return "no change is under way";
    }
    String end = status.expectedEndAt();
    return "step "
        + status.step()
        + " of "
        + status.totalSteps()
        + (end == null ? "" : ", expected to end at " + end);
  }

  Reason stalledReason() {
    return stalled() ? Reason.DeadlineExceeded : reason();
  }

  String stalledMessage() {
    if (!stalled()) {
      return changing() ? "the deadline of the step has not passed" : message();
    }
    return "step "
        + status.step()
        + " of "
        + status.totalSteps()
        + " has made no progress for "
        + view.spec().update().progressDeadlineSeconds()
        + " s (spec.update.progressDeadlineSeconds); "
        + blocking();
  }

  private String blocking() {
    List<PodFacts> pods = view.pods().stream().filter(pod -> pod.blockedBy() != null).toList();
    if (pods.isEmpty()) {
      return "no pod says why";
    }
    String told =
        pods.stream()
            .limit(MOST_PODS_TOLD)
            .map(pod -> pod.name() + ": " + pod.blockedBy())
            .collect(Collectors.joining("; "));
    int more = pods.size() - MOST_PODS_TOLD;
    return more > 0 ? told + "; and " + more + " pods more" : told;
  }

  private static ProgressStatus status(LocationView view, ProgressStatus before) {
    int remaining = view.remaining();
    if (remaining == 0) {
      return null;
    }
    String now = view.now().truncatedTo(ChronoUnit.SECONDS).toString();
    int left = before == null ? 0 : before.totalSteps() - before.step() + 1;
    if (remaining > left) {
      return new ProgressStatus(now, 1, remaining, now, null);
    }
    if (remaining == left) {
      return before;
    }
    int done = before.totalSteps() - remaining;
    Instant began = Instant.parse(before.startedAt());
    Duration each = Duration.between(began, view.now()).dividedBy(done);
    Instant end = view.now().plus(each.multipliedBy(remaining)).truncatedTo(ChronoUnit.SECONDS);
    return new ProgressStatus(
        before.startedAt(), done + 1, before.totalSteps(), now, end.toString());
  }

  /** A status that an older version wrote knows the beginning of the change only. */
  private static Instant stepBegan(ProgressStatus status) {
    String began = status.stepStartedAt();
    return Instant.parse(began == null ? status.startedAt() : began);
  }
}
