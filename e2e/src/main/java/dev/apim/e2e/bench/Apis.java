package dev.apim.e2e.bench;

import static org.awaitility.Awaitility.await;

import dev.apim.e2e.region.Site;
import dev.apim.e2e.region.TwoRegions;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;

/** Many Apis beside the one that is edited. */
final class Apis {
  private static final Duration LIMIT = Duration.ofMinutes(10);

  private final TwoRegions regions;

  Apis(TwoRegions regions) {
    this.regions = regions;
  }

  /** Adds them and waits until every region has them all. */
  void add(int count) {
    IntStream.range(0, count).parallel().forEach(this::create);
    String last = "api-" + (count - 1);
    await("the last Api is served everywhere")
        .atMost(LIMIT)
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () ->
                regions
                        .primary()
                        .objects()
                        .condition("Api", last, "Programmed")
                        .path("status")
                        .asText()
                        .equals("True")
                    && regions.sites().stream().map(Apis::hash).distinct().count() == 1);
  }

  private static String hash(Site site) {
    return site.objects().get("apimconfig", TwoRegions.INSTANCE).at("/spec/active/hash").asText();
  }

  private void create(int number) {
    GenericKubernetesResource api = new GenericKubernetesResource();
    api.setApiVersion("apim.dev/v1alpha1");
    api.setKind("Api");
    api.setMetadata(new ObjectMetaBuilder().withName("api-" + number).build());
    api.setAdditionalProperty(
        "spec",
        Map.of(
            "instanceRef",
            Map.of("name", TwoRegions.INSTANCE),
            "path",
            "bench/api-" + number,
            "backend",
            Map.of("type", "Url", "url", "http://backend.example/" + number)));
    regions
        .primary()
        .cluster()
        .client()
        .resource(api)
        .inNamespace(TwoRegions.NAMESPACE)
        .serverSideApply();
  }
}
