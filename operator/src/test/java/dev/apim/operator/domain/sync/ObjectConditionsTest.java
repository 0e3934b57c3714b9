package dev.apim.operator.domain.sync;

import static dev.apim.operator.domain.sync.SyncFixtures.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.api.v1alpha1.Condition;
import dev.apim.api.v1alpha1.Reason;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ObjectConditionsTest {

  private static final Judgement GOOD =
      new Judgement(true, Reason.Accepted, Reason.Accepted.meaning());

  @Test
  void replicasAreCountedOverAllLocationsThatServeTheRevisionOrALaterOne() {
    List<LocationReach> locations =
        List.of(
            new LocationReach("West US", 7L, 6, 6),
            new LocationReach("East Asia", 6L, 6, 6),
            new LocationReach("West US", 8L, 1, 2),
            new LocationReach("North Europe", 9L, 3, 3),
            new LocationReach("Brazil South", null, 0, 0));

    assertThat(Reach.of(7, locations)).isEqualTo(new Reach(10, 17, 1, 3));
  }

  @Test
  void anObjectThatAllReplicasServeIsProgrammed() {
    assertThat(programmed(Optional.of(new Reach(6, 6, 2, 2))))
        .satisfies(
            condition -> {
              assertThat(condition.status()).isEqualTo(Condition.TRUE);
              assertThat(condition.message())
                  .isEqualTo("6 of 6 replicas in 2 of 2 regions serve it");
            });
  }

  @Test
  void anObjectThatSomeReplicasServeIsNotProgrammedYet() {
    assertThat(programmed(Optional.of(new Reach(5, 6, 1, 2))))
        .satisfies(
            condition -> {
              assertThat(condition.status()).isEqualTo(Condition.FALSE);
              assertThat(condition.reason()).isEqualTo(Reason.Propagating.name());
            });
  }

  @Test
  void withoutAnyReplicaNothingIsProgrammed() {
    assertThat(programmed(Optional.of(new Reach(0, 0, 0, 0))).reason())
        .isEqualTo(Reason.NoGateways.name());
  }

  @Test
  void anObjectThatIsNotAcceptedSaysWhyInBothConditions() {
    Judgement bad = Judgement.withoutInstance("contoso");

    List<Condition> conditions = ObjectConditions.of(bad, Optional.empty(), 3, List.of(), NOW);

    assertThat(conditions)
        .extracting(Condition::reason)
        .containsExactly(Reason.InstanceNotFound.name(), Reason.InstanceNotFound.name());
    assertThat(conditions).extracting(Condition::observedGeneration).containsOnly(3L);
  }

  private static Condition programmed(Optional<Reach> reach) {
    return ObjectConditions.of(GOOD, reach, 1, List.of(), NOW).stream()
        .filter(condition -> condition.type().equals("Programmed"))
        .findFirst()
        .orElseThrow();
  }
}
