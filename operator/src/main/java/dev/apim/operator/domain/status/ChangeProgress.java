package dev.apim.operator.domain.status;

import dev.apim.api.v1alpha1.ProgressStatus;
import java.time.temporal.ChronoUnit;

/** The change under way: begun when, at which step of how many (B42). */
final class ChangeProgress {

  private ChangeProgress() {}

  static ProgressStatus of(LocationView view) {
    int remaining = view.remaining();
    if (remaining == 0) {
      return null;
    }
    ProgressStatus before = view.previous().progress();
    if (before == null) {
      return new ProgressStatus(
          view.now().truncatedTo(ChronoUnit.SECONDS).toString(), 1, remaining);
    }
    int total = Math.max(before.totalSteps(), remaining);
    return new ProgressStatus(before.startedAt(), total - remaining + 1, total);
  }
}
