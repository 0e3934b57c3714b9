package dev.apim.e2e.location;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a user asks of a location.
 *
 * @param tier tier of the instance
 * @param zones the zones named; none in mode Automatic
 * @param version version of the gateway's image
 * @param mark an annotation of the pods, so that their template differs
 * @param atOnce how many units may be replaced at once
 */
record Shape(String tier, List<String> zones, int units, int version, int mark, int atOnce) {

  private static final String MARK = "example.com/mark";

  static Shape automatic(int units) {
    return new Shape("Premium", List.of(), units, 1, 0, 1);
  }

  static Shape basic(int units) {
    return new Shape("Basic", List.of(), units, 1, 0, 1);
  }

  /** Units over zones whose names are one character each. */
  static Shape over(String zones, int units) {
    return new Shape("Premium", List.of(zones.split("")), units, 1, 0, 1);
  }

  Shape units(int number) {
    return new Shape(tier, zones, number, version, mark, atOnce);
  }

  Shape version(int number) {
    return new Shape(tier, zones, units, number, mark, atOnce);
  }

  Shape mark(int number) {
    return new Shape(tier, zones, units, version, number, atOnce);
  }

  Shape atOnce(int number) {
    return new Shape(tier, zones, units, version, mark, number);
  }

  boolean pinned() {
    return !zones.isEmpty();
  }

  boolean spread() {
    return tier.equals("Premium") && !pinned();
  }

  Map<String, Integer> exact() {
    Map<String, Integer> share = new TreeMap<>();
    zones.forEach(zone -> share.put(zone, 2 * units / zones.size()));
    return share;
  }

  /** Whether a unit's pods are made so. */
  boolean isOf(PodTemplateSpec template) {
    String image = template.getSpec().getContainers().get(0).getImage();
    String marked = template.getMetadata().getAnnotations().get(MARK);
    return image.endsWith(":" + version) && Integer.toString(mark).equals(marked);
  }

  /** Both objects as YAML: the instance, and the location west. */
  List<String> yaml(String namespace) {
    String instance =
        """
        apiVersion: apim.dev/v1alpha1
        kind: ApiManagementInstance
        metadata: {name: contoso, namespace: %s}
        spec: {tier: %s, publisher: {name: C, email: a@c.example}, gateway: {version: "%d"}}
        """
            .formatted(namespace, tier, version);
    String location =
        """
        apiVersion: apim.dev/v1alpha1
        kind: GatewayLocation
        metadata: {name: west, namespace: %s}
        spec:
          instanceRef: {name: contoso}
          region: West US
          units: %d
          availability: {mode: %s, zones: [%s]}
          pod: {annotations: {%s: "%d"}}
          update: {maxUnitsAtOnce: %d}
        """
            .formatted(namespace, units, mode(), quoted(), MARK, mark, atOnce);
    return List.of(instance, location);
  }

  private String mode() {
    return pinned() ? zones.size() == 1 ? "Zonal" : "ZoneRedundant" : "Automatic";
  }

  private String quoted() {
    return zones.stream().map(zone -> '"' + zone + '"').collect(Collectors.joining(", "));
  }

  @Override
  public String toString() {
    return tier
        + " "
        + mode()
        + (pinned() ? " " + String.join("", zones) : "")
        + " x"
        + units
        + " v"
        + version
        + "/"
        + mark
        + " at most "
        + atOnce
        + " at once";
  }
}
