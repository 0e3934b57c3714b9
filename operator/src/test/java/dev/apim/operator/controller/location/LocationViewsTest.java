package dev.apim.operator.controller.location;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.api.v1alpha1.ApiManagementInstance;
import dev.apim.api.v1alpha1.GatewayLocation;
import dev.apim.operator.controller.location.dependent.LocationDecision;
import dev.apim.operator.domain.rollout.RolloutPlan;
import dev.apim.operator.manifest.LocationContext;
import dev.apim.operator.manifest.Platform;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LocationViewsTest {

  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  @Test
  @DisplayName("B39 a location is on the older platform until the last of its units has moved")
  void theOlderPlatformIsToldUntilAllHaveMoved() {
    assertThat(platform("{platform: 1}", Platform.PATIENT, 2)).isEqualTo(1);
    assertThat(platform("{platform: 1}", Platform.PATIENT, 0)).isEqualTo(2);
    assertThat(platform("{platform: 2}", Platform.FIRST, 1)).isEqualTo(1);
  }

  @Test
  @DisplayName("B39 units of the first release, whose status tells no platform, are on the first")
  void unitsOfTheFirstReleaseAreOnTheFirst() {
    String status = "{units: [{name: 1-0, zone: '1', desired: 2, ready: 2, state: Ready}]}";

    assertThat(platform(status, Platform.PATIENT, 1)).isEqualTo(1);
    assertThat(platform(status, Platform.PATIENT, 0)).isEqualTo(2);
  }

  @Test
  @DisplayName("B39 a new location is on the platform that it is made on")
  void aNewLocationIsOnWhatItIsMadeOn() {
    assertThat(platform("null", Platform.PATIENT, 2)).isEqualTo(2);
    assertThat(platform("{}", Platform.PATIENT, 2)).isEqualTo(2);
  }

  private static int platform(String status, Platform wanted, int remaining) {
    GatewayLocation location =
        YAML.unmarshal(
            "spec: {instanceRef: {name: contoso}, region: West US, units: 1}\nstatus: " + status,
            GatewayLocation.class);
    ApiManagementInstance instance =
        YAML.unmarshal(
            "spec: {tier: Premium, publisher: {name: C, email: a@c.example}}",
            ApiManagementInstance.class);
    LocationContext context =
        new LocationContext(
            "apis",
            "contoso",
            instance.getSpec(),
            "west",
            location.getSpec(),
            "g:1",
            Optional.empty());
    return LocationViews.platform(
        location,
        new LocationDecision(
            context.on(wanted),
            List.of(),
            Map.of(),
            new RolloutPlan(Map.of(), remaining, Optional.empty()),
            List.of(),
            Set.of(),
            false,
            Set.of()));
  }
}
