package dev.apim.operator.domain.sync;

import static dev.apim.operator.domain.sync.SyncFixtures.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.api.v1alpha1.Condition;
import dev.apim.api.v1alpha1.LocationConfigurationStatus;
import dev.apim.api.v1alpha1.Reason;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ObjectConditionsTest {

  private static final Judgement GOOD =
      new Judgement(true, Reason.Accepted, Reason.Accepted.meaning());

  @Test
  void replicasAreCountedOverAllLocationsThatServeTheRevisionOrALaterOne() {
    List<LocationConfigurationStatus> locations =
        List.of(
            new LocationConfigurationStatus(null, 7L, 6, 6, null),
            new LocationConfigurationStatus(null, 6L, 6, 6, null),
            new LocationConfigurationStatus(null, 8L, 1, 2, null),
            new LocationConfigurationStatus(null, null, null, null, null));

    assertThat(Reach.of(7, locations)).isEqualTo(new Reach(7, 14));
  }

  @Test
  void anObjectThatAllReplicasServeIsProgrammed() {
    assertThat(programmed(Optional.of(new Reach(6, 6))))
        .satisfies(
            condition -> {
              assertThat(condition.status()).isEqualTo(Condition.TRUE);
              assertThat(condition.message()).isEqualTo("6 of 6 replicas serve it");
            });
  }

  @Test
  void anObjectThatSomeReplicasServeIsNotProgrammedYet() {
    assertThat(programmed(Optional.of(new Reach(5, 6))))
        .satisfies(
            condition -> {
              assertThat(condition.status()).isEqualTo(Condition.FALSE);
              assertThat(condition.reason()).isEqualTo(Reason.Propagating.name());
            });
  }

  @Test
  void withoutAnyReplicaNothingIsProgrammed() {
    assertThat(programmed(Optional.of(new Reach(0, 0))).reason())
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
