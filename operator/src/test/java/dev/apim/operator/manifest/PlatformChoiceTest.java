package dev.apim.operator.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.api.v1alpha1.ApiManagementInstance;
import dev.apim.api.v1alpha1.GatewayLocation;
import dev.apim.operator.domain.unit.ObservedUnit;
import dev.apim.operator.domain.unit.PlannedUnit;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PlatformChoiceTest {

  private static final KubernetesSerialization YAML = new KubernetesSerialization();
  private static final LocationContext OLD = context("a").on(Platform.FIRST);
  private static final LocationContext NEW = context("a");

  @Test
  @DisplayName("B39 B110 a newer operator leaves a location on the platform that it was made on")
  void anUpgradeMovesNothing() {
    assertThat(chosen(NEW, pinned("1-0", "2-0"), made(OLD, "1-0", "2-0")))
        .isEqualTo(Platform.FIRST);
  }

  @Test
  @DisplayName("B39 units that are added, removed or healed are made where the others are")
  void moreAndFewerUnitsStay() {
    assertThat(chosen(NEW, pinned("1-0", "2-0", "1-1", "2-1"), made(OLD, "1-0", "2-0")))
        .isEqualTo(Platform.FIRST);
    assertThat(chosen(NEW, pinned("1-0"), made(OLD, "1-0", "1-1"))).isEqualTo(Platform.FIRST);
  }

  @Test
  @DisplayName("B39 enabling zones moves a location to the current platform")
  void enablingZonesMovesIt() {
    PlannedUnit unpinned = new PlannedUnit("auto-0", null, null, false);
    LocationContext three = context("a", "1", "2", "3");

    assertThat(chosen(NEW, pinned("1-0", "2-0"), List.of(made(OLD, unpinned))))
        .isEqualTo(Platform.CURRENT);
    assertThat(
            chosen(
                three,
                pinned("1-0", "2-0", "3-0"),
                made(three.on(Platform.FIRST), "1-0", "2-0"),
                accepted(context("a", "1", "2"))))
        .isEqualTo(Platform.CURRENT);
  }

  @Test
  @DisplayName("B8 B39 healing the only unit of a zone moves nothing")
  void aDeletedUnitMovesNothing() {
    LocationContext three = context("a", "3", "2", "1");

    assertThat(
            chosen(
                three,
                pinned("1-0", "2-0", "3-0"),
                made(three.on(Platform.FIRST), "1-0", "3-0"),
                accepted(context("a", "1", "2", "3"))))
        .isEqualTo(Platform.FIRST);
  }

  @Test
  @DisplayName(
      "B8 B39 a unit that was edited by hand, or is half way through a rollout, moves nothing")
  void aUnitOfAnotherTemplateMovesNothing() {
    ObservedUnit edited = new ObservedUnit(pinned("2-0").get(0), "by-hand", 2, 2, false);
    List<ObservedUnit> rolling =
        Stream.of(made(OLD, "1-0"), made(context("b").on(Platform.FIRST), "2-0"))
            .flatMap(List::stream)
            .toList();

    assertThat(chosen(NEW, pinned("1-0", "2-0"), List.of(made(OLD, pinned("1-0").get(0)), edited)))
        .isEqualTo(Platform.FIRST);
    assertThat(chosen(NEW, pinned("1-0", "2-0"), rolling)).isEqualTo(Platform.FIRST);
  }

  @Test
  @DisplayName("B39 a unit too many that says nothing of its template moves nothing")
  void aSurplusUnitOfUnknownMakeMovesNothing() {
    ObservedUnit surplus = new ObservedUnit(pinned("1-1").get(0), null, 2, 2, false);

    assertThat(chosen(NEW, pinned("1-0"), List.of(made(OLD, pinned("1-0").get(0)), surplus)))
        .isEqualTo(Platform.FIRST);
  }

  @Test
  @DisplayName("B39 a change of its pods moves a location")
  void anotherTemplateMovesIt() {
    assertThat(chosen(context("b"), pinned("1-0", "2-0"), made(OLD, "1-0", "2-0")))
        .isEqualTo(Platform.CURRENT);
  }

  @Test
  @DisplayName(
      "B39 a location that has begun to move moves whole, also when the edit is taken back")
  void oneUnitTakesTheOthersAlong() {
    List<ObservedUnit> mixed =
        Stream.of(made(NEW, "1-0"), made(OLD, "2-0")).flatMap(List::stream).toList();

    assertThat(chosen(NEW, pinned("1-0", "2-0"), mixed)).isEqualTo(Platform.CURRENT);
  }

  @Test
  void whatIsNewOrOfUnknownMakeIsOnTheCurrentPlatform() {
    assertThat(chosen(NEW, pinned("1-0"), List.of())).isEqualTo(Platform.CURRENT);
    assertThat(chosen(NEW, pinned("1-0"), made(NEW, "1-0"))).isEqualTo(Platform.CURRENT);
    ObservedUnit unknown = new ObservedUnit(pinned("1-0").get(0), null, 2, 2, false);
    assertThat(chosen(NEW, pinned("1-0"), List.of(unknown))).isEqualTo(Platform.CURRENT);
  }

  private static Platform chosen(
      LocationContext context, List<PlannedUnit> planned, List<ObservedUnit> observed) {
    return chosen(context, planned, observed, accepted(context));
  }

  private static Platform chosen(
      LocationContext context,
      List<PlannedUnit> planned,
      List<ObservedUnit> observed,
      AcceptedSpec before) {
    Map<String, String> hashes = new HashMap<>();
    planned.forEach(unit -> hashes.put(unit.name(), hash(context, unit)));
    return PlatformChoice.of(context, planned, hashes, observed, () -> Optional.of(before));
  }

  private static AcceptedSpec accepted(LocationContext context) {
    return new AcceptedSpec(context.instanceSpec(), context.spec());
  }

  private static List<ObservedUnit> made(LocationContext context, String... units) {
    return pinned(units).stream().map(unit -> made(context, unit)).toList();
  }

  private static ObservedUnit made(LocationContext context, PlannedUnit unit) {
    return new ObservedUnit(unit, hash(context, unit), 2, 2, false);
  }

  private static String hash(LocationContext context, PlannedUnit unit) {
    return UnitDeployment.of(context, unit)
        .getMetadata()
        .getAnnotations()
        .get(Labels.TEMPLATE_HASH);
  }

  private static List<PlannedUnit> pinned(String... names) {
    return Stream.of(names)
        .map(name -> new PlannedUnit(name, name.substring(0, 1), name.substring(0, 1), false))
        .toList();
  }

  private static LocationContext context(String note, String... zones) {
    ApiManagementInstance instance =
        YAML.unmarshal(
            "spec: {tier: Premium, publisher: {name: C, email: a@c.example}}",
            ApiManagementInstance.class);
    GatewayLocation location =
        YAML.unmarshal(
            "spec: {instanceRef: {name: contoso}, region: West US, units: 2,"
                + " pod: {annotations: {note: "
                + note
                + "}},"
                + " availability: {mode: "
                + (zones.length == 0 ? "Automatic" : "ZoneRedundant")
                + ", zones: ["
                + String.join(",", zones)
                + "]}}",
            GatewayLocation.class);
    return new LocationContext(
        "apis", "contoso", instance.getSpec(), "west", location.getSpec(), "g:1", Optional.empty());
  }
}
