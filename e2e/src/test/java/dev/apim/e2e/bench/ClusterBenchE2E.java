package dev.apim.e2e.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.e2e.cluster.ClusterSpec;
import dev.apim.e2e.junit.OwnClusters;
import dev.apim.e2e.tools.Home;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@DisplayName("On one cluster, with a few samples")
class ClusterBenchE2E {
  private static final Path PROCESSES = Home.tree().resolve("e2e/target/processes/ClusterBenchE2E");

  @RegisterExtension
  static final OwnClusters CLUSTERS = OwnClusters.of(ClusterSpec.named("benches"));

  @Test
  @Order(1)
  @DisplayName("the bench of writes tells what each change costs")
  void writes() {
    Figures figures = run(new WritesBench(Duration.ofSeconds(2)), 1);
    assertThat(writes(figures, "create", "patch deployments")).isEqualTo(3);
    assertThat(writes(figures, "scaleOut", "patch deployments")).isEqualTo(3);
    assertThat(writes(figures, "scaleIn", "delete deployments")).isEqualTo(3);
    assertThat(writes(figures, "rollout", "patch deployments")).isEqualTo(3);
    assertThat(writes(figures, "heal", "patch deployments")).isEqualTo(1);
  }

  @Test
  @Order(2)
  @DisplayName(
      "the bench of cold starts sees every location reconciled and nothing written at rest")
  void coldstart() {
    Figures figures = run(new ColdstartBench(Duration.ofSeconds(5), Duration.ofSeconds(7)), 12);
    assertThat(figures.get("unfinished")).isNull();
    assertThat((double) figures.get("seconds")).isBetween(1.0, 120.0);
    assertThat((double) figures.get("requestsPerLocation")).isBetween(7.0, 40.0);
    assertThat(figures.get("idleWrites")).isEqualTo(0);
    assertThat(figures.get("restartWrites")).isEqualTo(0L);
  }

  @Test
  @Order(3)
  @DisplayName(
      "B34 the bench of placement tells how few replicas zones had, and how even the end is")
  void placement() {
    Figures figures = run(new ComparedPlacement(true, false), 1);
    for (String change : List.of("scaleIn", "rollout")) {
      Map<?, ?> of = (Map<?, ?>) figures.get(change);
      assertThat(of.keySet().toString()).isEqualTo("[plain, plainHonor, rows, ours]");
      assertThat(((Map<?, ?>) of.get("ours")).get("skew")).isEqualTo(0);
    }
    Map<?, ?> rollout = (Map<?, ?>) ((Map<?, ?>) figures.get("rollout")).get("ours");
    assertThat(rollout.get("lowest")).isEqualTo(Map.of("1", 2, "2", 2, "3", 2));
    assertThat(figures.table()).contains("a Deployment per unit");
  }

  @Test
  @Order(4)
  @DisplayName("the bench of compiles tells what an edit costs and writes")
  void compile() {
    Map<?, ?> ten = (Map<?, ?>) run(new CompileBench(List.of(10)), 2).get("10");
    assertThat((double) ten.get("fullMs")).isPositive();
    assertThat((double) ten.get("editMs")).isPositive();
    assertThat((long) ten.get("bytesPerEdit")).isBetween(500L, 50_000L);
  }

  private static Object writes(Figures figures, String change, String kind) {
    return ((Map<?, ?>) figures.get(change + "Writes")).get(kind);
  }

  private static Figures run(ClusterBench bench, int samples) {
    Figures figures = bench.run(CLUSTERS.get("benches"), samples, PROCESSES, System.out::println);
    System.out.println(figures.json());
    return figures;
  }
}
