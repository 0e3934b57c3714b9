package dev.apim.operator.controller;

import static dev.apim.api.v1alpha1.Condition.FALSE;
import static dev.apim.api.v1alpha1.Condition.TRUE;
import static dev.apim.api.v1alpha1.ConditionType.Accepted;
import static dev.apim.api.v1alpha1.ConditionType.CapacityAtRisk;
import static dev.apim.api.v1alpha1.ConditionType.ClusterReachable;
import static dev.apim.api.v1alpha1.ConditionType.Degraded;
import static dev.apim.api.v1alpha1.ConditionType.Progressing;
import static dev.apim.api.v1alpha1.ConditionType.Ready;
import static dev.apim.api.v1alpha1.ConditionType.ZoneBalanced;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.api.v1alpha1.Condition;
import dev.apim.api.v1alpha1.ConditionType;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("B42 an Event tells of a real step, and of no other")
class NewsTest {

  private static final List<Condition> BEGUN =
      List.of(
          is(Accepted, TRUE),
          is(Progressing, TRUE),
          is(Ready, FALSE),
          is(Degraded, TRUE),
          is(ZoneBalanced, FALSE),
          is(CapacityAtRisk, TRUE));
  private static final List<Condition> WHOLE =
      List.of(
          is(Accepted, TRUE),
          is(Progressing, FALSE),
          is(Ready, TRUE),
          is(Degraded, FALSE),
          is(ZoneBalanced, TRUE),
          is(CapacityAtRisk, FALSE));

  private final News news = new News();

  @Test
  void aNewLocationTellsThatItIsAcceptedThenThatItIsSettledAndReady() {
    assertThat(told(List.of(), BEGUN)).containsExactly("Accepted=True");
    assertThat(told(BEGUN, WHOLE)).containsExactly("Progressing=False", "Ready=True");
  }

  @Test
  void aChangeTellsThatItBeginsAndEndsAndNotThatItsReplicasAreStarting() {
    List<Condition> under =
        List.of(
            is(Accepted, TRUE),
            is(Progressing, TRUE),
            is(Ready, FALSE),
            is(Degraded, TRUE),
            is(ZoneBalanced, FALSE),
            is(CapacityAtRisk, FALSE));

    assertThat(told(WHOLE, under)).containsExactly("Progressing=True");
    assertThat(told(under, WHOLE)).containsExactly("Progressing=False");
  }

  @Test
  void whatIsLostWhileNothingChangesIsToldAndItsEndToo() {
    List<Condition> lost = List.of(is(Accepted, TRUE), is(Degraded, TRUE), is(ZoneBalanced, FALSE));

    assertThat(told(WHOLE, lost)).containsExactly("Degraded=True", "ZoneBalanced=False");
    assertThat(told(lost, WHOLE)).containsExactly("Degraded=False", "ZoneBalanced=True");
  }

  @Test
  void whatIsLostInTheMidstOfAChangeIsTold() {
    List<Condition> under = List.of(is(Progressing, TRUE), is(Degraded, FALSE));
    List<Condition> lost = List.of(is(Progressing, TRUE), is(Degraded, TRUE));

    assertThat(told(under, lost)).containsExactly("Degraded=True");
  }

  @Test
  void riskThatAChangeBringsIsTold() {
    List<Condition> risky = List.of(is(Progressing, TRUE), is(CapacityAtRisk, TRUE));

    assertThat(told(WHOLE, risky)).containsExactly("Progressing=True", "CapacityAtRisk=True");
  }

  @Test
  void aClusterThatIsReachedForTheFirstTimeIsTold() {
    List<Condition> silent = List.of(is(ClusterReachable, FALSE));

    assertThat(told(List.of(), silent)).isEmpty();
    assertThat(told(silent, List.of(is(ClusterReachable, TRUE))))
        .containsExactly("ClusterReachable=True");
  }

  @Test
  void aLoopThatRanOnAnOlderStatusTellsNothingTwice() {
    told(List.of(), BEGUN);
    told(BEGUN, WHOLE);

    assertThat(told(BEGUN, WHOLE)).isEmpty();
  }

  @Test
  void whatABeginningPassedOverIsToldWhenItComesAgain() {
    told(List.of(), BEGUN);
    told(BEGUN, WHOLE);

    assertThat(told(WHOLE, List.of(is(Degraded, TRUE)))).containsExactly("Degraded=True");
  }

  private List<String> told(List<Condition> before, List<Condition> after) {
    return news.of("uid", before, after).stream()
        .map(condition -> condition.type() + "=" + condition.status())
        .toList();
  }

  private static Condition is(ConditionType type, String status) {
    return new Condition(type.name(), status, "Reason", "message", null, 1L);
  }
}
