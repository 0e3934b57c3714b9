package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;

/** How the units of a location lie in the zones of its cluster (B24-B36). */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value =
        "(has(self.mode) ? self.mode : 'Automatic') != 'Automatic' || !has(self.zones) || size(self.zones) == 0",
    message =
        "mode Automatic takes no zones; remove zones, or choose ZoneRedundant (two or more zones) or Zonal (exactly one)",
    fieldPath = ".zones")
@ValidationRule(
    value =
        "!has(self.mode) || self.mode != 'ZoneRedundant' || (has(self.zones) && size(self.zones) >= 2)",
    message =
        "mode ZoneRedundant needs two or more zones; for one zone choose Zonal, for none Automatic")
@ValidationRule(
    value = "!has(self.mode) || self.mode != 'Zonal' || (has(self.zones) && size(self.zones) == 1)",
    message =
        "mode Zonal needs exactly one zone; for several choose ZoneRedundant, for none Automatic")
@ValidationRule(
    value = "!has(self.zones) || self.zones.all(z, self.zones.exists_one(y, y == z))",
    message = "zones must not name a zone twice; name each zone once",
    fieldPath = ".zones")
@ValidationRule(
    value =
        "!has(self.zoneMapping) || self.zoneMapping.all(k, has(self.zones) && self.zones.exists(z, z == k))",
    message =
        "zoneMapping must map zones that are in zones only; add the zone to zones or remove its mapping",
    fieldPath = ".zoneMapping")
@ValidationRule(
    value =
        "!has(self.zoneMapping) || self.zoneMapping.all(k, self.zoneMapping.all(l, l == k || self.zoneMapping[l] != self.zoneMapping[k]))",
    message =
        "zoneMapping must map every zone to a node label value of its own; two zones have the same",
    fieldPath = ".zoneMapping")
public record AvailabilitySpec(
    @JsonPropertyDescription(
            "Automatic: spread over the zones of the cluster, none named. ZoneRedundant: units pinned evenly to"
                + " the zones named. Zonal: all units in one zone.")
        @Default("Automatic")
        AvailabilityMode mode,
    @JsonPropertyDescription(
            "The zones, by node label value or by a name that zoneMapping maps to one.")
        @Size(max = 8)
        List<@Size(min = 1, max = 63) @Pattern("^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$") String>
            zones,
    @JsonPropertyDescription(
            "Maps names in zones to values of the node label topology.kubernetes.io/zone, e.g. '1': westus-1.")
        @Size(max = 8)
        Map<
                String,
                @Size(min = 1, max = 63) @Pattern("^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$")
                String>
            zoneMapping) {

  static final AvailabilitySpec AUTOMATIC = new AvailabilitySpec(null, null, null);

  /** Fills the defaults and copies the collections. */
  public AvailabilitySpec {
    mode = mode == null ? AvailabilityMode.Automatic : mode;
    zones = zones == null ? List.of() : List.copyOf(zones);
    zoneMapping = zoneMapping == null ? Map.of() : Map.copyOf(zoneMapping);
  }

  /** The value of the node label topology.kubernetes.io/zone for a zone as named here. */
  public String labelValue(String zone) {
    return zoneMapping.getOrDefault(zone, zone);
  }
}
