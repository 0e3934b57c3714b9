package dev.apim.e2e.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.junit.OwnClusters;
import dev.apim.e2e.junit.SideBySide;
import dev.apim.e2e.region.Place;
import dev.apim.e2e.region.TwoRegions;
import dev.apim.e2e.tools.Home;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("With a few samples")
@SideBySide
class BenchE2E {
  @RegisterExtension
  static final OwnClusters CLUSTERS =
      OwnClusters.of(Place.ALL.get(0).cluster(false), Place.ALL.get(1).cluster(false));

  private static TwoRegions regions;

  @BeforeAll
  static void serveTheExample() {
    List<Cluster> clusters = Place.ALL.stream().map(p -> CLUSTERS.get(p.dnsName())).toList();
    regions =
        TwoRegions.install(
            clusters, Home.tree().resolve("e2e/target/processes/BenchE2E"), System.out::println);
    BenchMain.serve(regions);
  }

  @AfterAll
  static void end() {
    if (regions != null) {
      regions.close();
    }
  }

  @Test
  @DisplayName("the bench of units tells how long Deployments take")
  void units() {
    Figures figures = run(new UnitsBench(), 2);
    assertThat(figures.get("samples")).isEqualTo(2);
    assertThat((double) figures.get("p99Ms")).isBetween(1.0, 5000.0);
  }

  @Test
  @DisplayName("the bench of propagation tells the whole way and its legs")
  void propagation() {
    Figures figures = run(new PropagationBench(), 3);
    assertThat(figures.get("samples")).isEqualTo(3);
    assertThat((double) figures.get("p99Ms")).isBetween(1.0, 3000.0);
    assertThat(((Map<?, ?>) figures.get("legs")).keySet().toString())
        .isEqualTo("[watch, compile, publish, push, swap, acknowledge]");
  }

  @Test
  @DisplayName("the bench of rss tells the memory of operator and gateway")
  void rss() {
    Figures figures = run(new RssBench(), 1);
    assertThat((double) figures.get("operatorMb")).isBetween(50.0, 600.0);
    assertThat((double) figures.get("gatewayMb")).isBetween(30.0, 400.0);
  }

  private static Figures run(Bench bench, int samples) {
    Figures figures = bench.run(regions, samples, System.out::println);
    System.out.println(figures.json());
    return figures;
  }
}
