package dev.apim.operator.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.api.v1alpha1.ConditionType;
import dev.apim.api.v1alpha1.Reason;
import dev.apim.operator.domain.sync.InstanceKey;
import dev.apim.operator.domain.sync.PushFinding;
import dev.apim.operator.domain.sync.PushStep;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RefusedStepsTest {

  private static final InstanceKey KEY = new InstanceKey("apim", "contoso");
  private static final PushStep STEP = new PushStep.ApplyInstance(null, false);

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE);
  private final RefusedSteps refused = new RefusedSteps(nanos::get);

  @Test
  @DisplayName("B67 what older CRDs refuse is tried again after two minutes, a conflict is not")
  void onlyOlderCrdsAreAskedAgain() {
    PushFinding tooOld = finding(Reason.TargetTooOld);
    PushFinding conflict = finding(Reason.FieldConflict);
    refused.put(KEY, "old", STEP, "1", tooOld);
    refused.put(KEY, "held", STEP, "1", conflict);

    nanos.addAndGet(Duration.ofMinutes(2).toNanos());
    assertThat(refused.find(KEY, "old", STEP, "1")).contains(tooOld);

    nanos.incrementAndGet();
    assertThat(refused.find(KEY, "old", STEP, "1")).isEmpty();
    assertThat(refused.find(KEY, "held", STEP, "1")).contains(conflict);
    assertThat(refused.find(KEY, "held", STEP, "2")).isEmpty();
  }

  private static PushFinding finding(Reason reason) {
    return new PushFinding(ConditionType.PushConflict, reason, reason.name(), Optional.empty());
  }
}
