package dev.apim.operator.domain.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.api.v1alpha1.Condition;
import dev.apim.api.v1alpha1.ConditionType;
import dev.apim.api.v1alpha1.GatewayLocationStatus;
import dev.apim.api.v1alpha1.ProgressStatus;
import dev.apim.api.v1alpha1.Reason;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ChangeProgressTest {

  private final Views given = new Views();

  @Test
  @DisplayName("B42 a change tells its step, its beginning and its end at the pace so far")
  void aChangeTellsItsPace() {
    after(0, 6);
    GatewayLocationStatus status = after(60, 4);

    assertThat(status.progress())
        .isEqualTo(
            new ProgressStatus(
                "2026-01-02T03:04:05Z", 3, 6, "2026-01-02T03:05:05Z", "2026-01-02T03:07:05Z"));
    assertThat(condition(status, ConditionType.Progressing).message())
        .isEqualTo("step 3 of 6, expected to end at 2026-01-02T03:07:05Z");
  }

  @Test
  @DisplayName("B42 between two steps the status stays the same")
  void betweenStepsNothingIsWritten() {
    after(0, 6);
    GatewayLocationStatus status = after(60, 4);

    assertThat(after(90, 4)).isEqualTo(status);
  }

  @Test
  @DisplayName("B42 an edit that leaves more to do begins a new count")
  void anEditBeginsANewCount() {
    after(0, 6);
    after(60, 2);

    assertThat(after(90, 5).progress())
        .isEqualTo(new ProgressStatus("2026-01-02T03:05:35Z", 1, 5, "2026-01-02T03:05:35Z", null));
    assertThat(after(100, 0).progress()).isNull();
  }

  @Test
  @DisplayName("B42 past its deadline a change is stalled, and says which pods block it and why")
  void aStalledChangeNamesItsPods() {
    given.pods =
        Stream.concat(
                given.pods.stream(),
                Stream.of(
                    new PodFacts("1-0-new", "1-0", null, false, "0/6 nodes are available", null)))
            .toList();
    after(0, 6);
    after(60, 4);
    assertThat(condition(after(659, 4), ConditionType.Stalled).status()).isEqualTo(Condition.FALSE);
    Condition stalled = condition(after(660, 4), ConditionType.Stalled);

    assertThat(stalled.status()).isEqualTo(Condition.TRUE);
    assertThat(stalled.reason()).isEqualTo(Reason.DeadlineExceeded.name());
    assertThat(stalled.message())
        .isEqualTo(
            "step 3 of 6 has made no progress for 600 s (spec.update.progressDeadlineSeconds);"
                + " 1-0-new: 0/6 nodes are available");
    assertThat(condition(after(700, 3), ConditionType.Stalled).status()).isEqualTo(Condition.FALSE);
  }

  @Test
  @DisplayName("B42 a status asks to be looked at again when its change would be stalled")
  void theDeadlineIsKnown() {
    after(0, 6);
    given.remaining = 6;

    assertThat(new LocationStatusPlanner(given.view()).deadline())
        .contains(Views.NOW.plusSeconds(600));
    given.remaining = 0;
    assertThat(new LocationStatusPlanner(given.view()).deadline()).isEmpty();
  }

  @Test
  @DisplayName("B42 a change that an older version began is gone on with")
  void aChangeOfAnOlderVersion() {
    after(0, 6);
    ProgressStatus before = new ProgressStatus("2026-01-02T03:00:00Z", 1, 6, null, null);
    given.previous = withProgress(given.previous, before);

    assertThat(condition(after(0, 6), ConditionType.Stalled).status()).isEqualTo(Condition.FALSE);
    assertThat(condition(after(355, 6), ConditionType.Stalled).status()).isEqualTo(Condition.TRUE);
  }

  private GatewayLocationStatus after(int seconds, int remaining) {
    given.now = Views.NOW.plusSeconds(seconds);
    given.remaining = remaining;
    given.previous = given.status();
    return given.previous;
  }

  private static GatewayLocationStatus withProgress(GatewayLocationStatus s, ProgressStatus p) {
    return new GatewayLocationStatus(
        s.observedGeneration(),
        s.conditions(),
        s.role(),
        s.regionName(),
        s.cluster(),
        s.hostname(),
        s.address(),
        s.zoneSummary(),
        s.readySummary(),
        s.zones(),
        s.clusterZones(),
        s.units(),
        s.currentUnits(),
        s.configuration(),
        p,
        s.platform(),
        s.outage(),
        s.footprint(),
        s.operator());
  }

  private static Condition condition(GatewayLocationStatus status, ConditionType type) {
    return List.copyOf(status.conditions()).stream()
        .filter(condition -> condition.type().equals(type.name()))
        .findFirst()
        .orElseThrow();
  }
}
