package dev.apim.operator.domain.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.api.v1alpha1.GatewayLocationStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HeadlineTest {

  private final Views rolling = new Views();
  private final GatewayLocationStatus before;

  HeadlineTest() {
    rolling.remaining = 2;
    before = status(rolling);
  }

  @Test
  @DisplayName("B42 one replica more while units are replaced is no news")
  void aCountIsNoNews() {
    rolling.pods = withOneMore(rolling.pods);
    GatewayLocationStatus after = status(rolling);

    assertThat(after).isNotEqualTo(before);
    assertThat(Headline.same(before, after)).isTrue();
  }

  @Test
  @DisplayName("B42 the next step of a change is told with the counts, a second later at most")
  void theNextStepIsNoNews() {
    rolling.previous = before;
    rolling.remaining = 1;
    GatewayLocationStatus after = status(rolling);

    assertThat(after.progress()).isNotEqualTo(before.progress());
    assertThat(Headline.same(before, after)).isTrue();
  }

  @Test
  @DisplayName("B42 the end of a change is news")
  void theEndOfAChangeIsNews() {
    rolling.previous = before;
    rolling.remaining = 0;

    assertThat(Headline.same(before, status(rolling))).isFalse();
  }

  @Test
  @DisplayName("B4 a replica fewer than there should be is news")
  void aDegradedUnitIsNews() {
    rolling.pods = rolling.pods.subList(1, rolling.pods.size());

    assertThat(Headline.same(before, status(rolling))).isFalse();
  }

  @Test
  @DisplayName("B4 that a unit which has no replica gets its first one is no news, the second is")
  void anotherReasonIsNoNews() {
    List<PodFacts> all = rolling.pods;
    rolling.acknowledgements = List.of();
    rolling.pods = List.of();
    GatewayLocationStatus none = status(rolling);
    rolling.pods = all.subList(0, 1);
    GatewayLocationStatus one = status(rolling);
    rolling.pods = all;

    assertThat(reason(none)).isNotEqualTo(reason(one));
    assertThat(Headline.same(none, one)).isTrue();
    assertThat(Headline.same(one, status(rolling))).isFalse();
  }

  private static String reason(GatewayLocationStatus status) {
    return status.conditions().stream()
        .filter(condition -> condition.type().equals("Degraded"))
        .findFirst()
        .orElseThrow()
        .reason();
  }

  @Test
  @DisplayName("B59 a lost zone is news")
  void aLostZoneIsNews() {
    rolling.down = Set.of("2");

    assertThat(Headline.same(before, status(rolling))).isFalse();
  }

  @Test
  @DisplayName("B64 another load that changes no condition is no news")
  void anotherLoadIsNoNews() {
    rolling.acknowledgements = rolling.busy(30);
    GatewayLocationStatus idle = status(rolling);
    rolling.acknowledgements = rolling.busy(40);
    GatewayLocationStatus busier = status(rolling);

    assertThat(busier.outage()).isNotEqualTo(idle.outage());
    assertThat(Headline.same(idle, busier)).isTrue();
  }

  @Test
  @DisplayName("B42 the first status is news")
  void theFirstStatusIsNews() {
    assertThat(Headline.same(null, before)).isFalse();
  }

  private static GatewayLocationStatus status(Views views) {
    return new LocationStatusPlanner(views.view()).plan();
  }

  private static List<PodFacts> withOneMore(List<PodFacts> pods) {
    List<PodFacts> more = new ArrayList<>(pods);
    more.add(pods.get(0));
    return more;
  }
}
