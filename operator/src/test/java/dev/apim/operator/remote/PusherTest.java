package dev.apim.operator.remote;

import static dev.apim.operator.remote.PushFixtures.KEY;
import static dev.apim.operator.remote.PushFixtures.SCOPE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apim.api.config.Snapshot;
import dev.apim.api.v1alpha1.GatewayLocation;
import dev.apim.api.v1alpha1.GatewayLocationSpec;
import dev.apim.api.v1alpha1.LocalReference;
import dev.apim.api.v1alpha1.Origin;
import dev.apim.api.v1alpha1.OriginState;
import dev.apim.operator.domain.sync.Publication;
import dev.apim.operator.domain.sync.PushScope;
import dev.apim.operator.domain.sync.Seen;
import dev.apim.operator.domain.sync.TargetView;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The cluster east runs the copy of the location "orders". */
class PusherTest {

  @Test
  @DisplayName("B68 after a restart that a location moves ends nothing where it serves still")
  void withoutAPublicationAMoveEndsNothing() {
    assertThat(isGone(Optional.of("north"), Optional.empty())).isFalse();
  }

  @Test
  @DisplayName("B68 with a publication, a location that has left ends what there is of an instance")
  void withAPublicationALocationThatHasLeftEndsIt() {
    assertThat(isGone(Optional.of("north"), Optional.of(publication("north")))).isTrue();
    assertThat(isGone(Optional.of("east"), Optional.of(publication("east")))).isFalse();
  }

  @Test
  @DisplayName("B68 a location that was deleted ends it, with a publication and without")
  void aDeletedLocationEndsIt() {
    assertThat(isGone(Optional.empty(), Optional.empty())).isTrue();
    assertThat(isGone(Optional.empty(), Optional.of(publication("north")))).isTrue();
  }

  @Test
  @DisplayName("B68 nothing is removed from a cluster that only goes by another name here")
  void anotherNameOfAClusterEndsNothing() {
    Pusher pusher = pusher(Optional.of("harbour"), name -> false);
    Optional<Publication> publication = Optional.of(publication("harbour"));
    assertThatThrownBy(() -> pusher.isGoneFromTarget(KEY, publication, view("harbour")))
        .isInstanceOf(OtherNameException.class)
        .hasMessageContaining("location orders")
        .hasMessageContaining("cluster harbour")
        .hasMessageContaining("replace the GatewayCluster east");
  }

  @Test
  @DisplayName("B68 what is left of an instance that runs in other clusters is removed")
  void leftoversGo() {
    Optional<Publication> publication = Optional.of(publication("north"));
    Pusher pusher = pusher(Optional.of("north"), "north"::equals);
    assertThat(pusher.isGoneFromTarget(KEY, publication, view("north"))).isTrue();
  }

  /**
   * What the pusher makes of it.
   *
   * @param original the cluster that the location here names; empty where it was deleted
   */
  private static boolean isGone(Optional<String> original, Optional<Publication> publication) {
    return pusher(original, name -> false).isGoneFromTarget(KEY, publication, view("east"));
  }

  private static Pusher pusher(Optional<String> original, Predicate<String> elsewhere) {
    return new Pusher(
        new PushEnvironment(
            SCOPE,
            new Publications(),
            new OneLocation(original),
            elsewhere,
            new PushFixtures.NoListener()),
        new PushReports(key -> {}));
  }

  private static TargetView view(String cluster) {
    Origin origin =
        new Origin("lineage", 1L, SCOPE.identity(), 1L, "west", OriginState.Active, null);
    return new TargetView(
        Map.of(),
        Map.of(
            "orders", new Seen<>(spec(cluster, origin), PushScope.labels("apim", "contoso"), true)),
        Map.of());
  }

  private static GatewayLocationSpec spec(String cluster, Origin origin) {
    return new GatewayLocationSpec(
        new LocalReference("contoso"), "East US", 1, null, null, cluster, null, null, null, origin);
  }

  private static Publication publication(String cluster) {
    Snapshot snapshot = PushFixtures.snapshot();
    return new Publication(
        "apim",
        "contoso",
        null,
        Map.of("orders", spec(cluster, null)),
        PushFixtures.pointer(snapshot),
        snapshot);
  }

  /** This cluster has the instance, and the location or not. */
  private static final class OneLocation extends Originals {

    private final Optional<String> cluster;

    OneLocation(Optional<String> cluster) {
      super(null);
      this.cluster = cluster;
    }

    @Override
    public <T extends HasMetadata> boolean areGone(
        Class<T> kind, String namespace, Set<String> names) {
      return kind == GatewayLocation.class && cluster.isEmpty();
    }

    @Override
    public <T extends HasMetadata> Optional<T> find(Class<T> kind, String namespace, String name) {
      return cluster.map(OneLocation::location).map(kind::cast);
    }

    private static GatewayLocation location(String cluster) {
      GatewayLocation location = new GatewayLocation();
      location.setSpec(spec(cluster, null));
      return location;
    }
  }
}
