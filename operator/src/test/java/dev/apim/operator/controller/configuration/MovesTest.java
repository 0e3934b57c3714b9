package dev.apim.operator.controller.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.api.v1alpha1.GatewayLocation;
import dev.apim.api.v1alpha1.GatewayLocationSpec;
import dev.apim.api.v1alpha1.GatewayLocationStatus;
import dev.apim.api.v1alpha1.LocalReference;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MovesTest {

  private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");

  @Test
  @DisplayName("B68 a location has arrived when it has been ready where it is to run for a while")
  void aLocationHasArrivedAfterAWhile() {
    GatewayLocation location = readySince(NOW.minusSeconds(20));
    Map<String, GatewayLocationSpec> wanted = Map.of("far", location.getSpec());

    assertThat(Moves.arrived(List.of(location), wanted, NOW)).isEmpty();
    assertThat(Moves.next(List.of(location), NOW)).contains(NOW.plusSeconds(10));
    assertThat(Moves.arrived(List.of(location), wanted, NOW.plusSeconds(10))).containsOnly("far");
    assertThat(Moves.next(List.of(location), NOW.plusSeconds(10))).isEmpty();
  }

  @Test
  void whatIsReadyInTheFormerClusterHasNotArrived() {
    GatewayLocation location = readySince(NOW.minusSeconds(900));

    assertThat(Moves.arrived(List.of(location), Map.of("far", spec("north")), NOW)).isEmpty();
    assertThat(Moves.arrived(List.of(location), Map.of(), NOW)).isEmpty();
  }

  private static GatewayLocation readySince(Instant since) {
    GatewayLocation location = new GatewayLocation();
    location.getMetadata().setName("far");
    location.getMetadata().setGeneration(2L);
    location.setSpec(spec("east"));
    location.setStatus(
        Serialization.unmarshal(
            "observedGeneration: 2\ncluster: east\nconditions:\n- {type: Ready, status: 'True',"
                + " reason: Ready, message: '', lastTransitionTime: '"
                + since
                + "'}\n",
            GatewayLocationStatus.class));
    return location;
  }

  private static GatewayLocationSpec spec(String cluster) {
    return new GatewayLocationSpec(
        new LocalReference("contoso"), "East", 1, null, null, cluster, null, null, null, null);
  }
}
