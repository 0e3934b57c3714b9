package dev.apim.operator.domain.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.api.v1alpha1.Reason;
import dev.apim.operator.domain.sync.WavePlanner.Stage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WavePlannerTest {

  @Test
  void theOthersWaitForTheClusterOfThePrimary() {
    WavePlan plan = plan(stage("west", 6, 2, 6), stage("east", 5, 6, 6), stage("north", 5, 6, 6));

    assertThat(plan.held()).containsExactlyInAnyOrder("east", "north");
    assertThat(plan.state().orElseThrow().reason()).isEqualTo(Reason.WaveRunning);
    assertThat(plan.state().orElseThrow().message()).contains("2 of 6", "east", "west");
  }

  @Test
  void replicasThatServeAnOlderRevisionProveNothing() {
    WavePlan plan = plan(stage("west", 5, 6, 6), stage("east", 5, 6, 6));

    assertThat(plan.held()).containsExactly("east");
    assertThat(plan.state().orElseThrow().message()).contains("0 of 6");
  }

  @Test
  void theNextClusterFollowsWhenAllReplicasServeIt() {
    WavePlan plan = plan(stage("west", 6, 6, 6), stage("east", 6, 1, 6), stage("north", 5, 6, 6));

    assertThat(plan.held()).containsExactly("north");
  }

  @Test
  void nobodyWaitsOnceAllServeIt() {
    assertThat(plan(stage("west", 6, 6, 6), stage("east", 6, 6, 6), stage("north", 5, 6, 6)))
        .isEqualTo(WavePlan.FREE);
  }

  @Test
  void aRefusalStopsTheWaveAndIsTold() {
    Stage refusing = new Stage("west", "west", 6, 5, 6, Optional.of("west-1: CrashedOn"));

    WavePlan plan = plan(refusing, stage("east", 5, 6, 6));

    assertThat(plan.held()).containsExactly("east");
    assertThat(plan.state().orElseThrow().reason()).isEqualTo(Reason.WaveStopped);
    assertThat(plan.state().orElseThrow().message())
        .contains("revision 6", "cluster east", "location west", "west-1: CrashedOn");
  }

  @Test
  void aRefusalOfAnOlderRevisionDoesNotStopTheNewOne() {
    Stage refusing = new Stage("west", "west", 5, 5, 6, Optional.of("west-1: CrashedOn"));

    assertThat(plan(refusing, stage("east", 4, 6, 6)).state().orElseThrow().reason())
        .isEqualTo(Reason.WaveRunning);
  }

  @Test
  void everyLocationOfAClusterCounts() {
    Stage onPremises = new Stage("west-onprem", "west", 6, 0, 1, Optional.empty());

    assertThat(plan(stage("west", 6, 6, 6), onPremises, stage("east", 5, 6, 6)).held())
        .containsExactly("east");
  }

  @Test
  void aLocationWithoutReplicasHoldsNobodyUp() {
    assertThat(plan(stage("west", 6, 0, 0), stage("east", 5, 6, 6)).held()).isEmpty();
  }

  private static WavePlan plan(Stage... stages) {
    return WavePlanner.plan("west", 6, List.of(stages));
  }

  private static Stage stage(String cluster, long sequence, int acknowledged, int total) {
    return new Stage(cluster, cluster, sequence, acknowledged, total, Optional.empty());
  }
}
