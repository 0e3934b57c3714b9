package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/** What the operator says of an instance. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ApiManagementInstanceStatus(
    @JsonPropertyDescription("The generation that this status is about.") Long observedGeneration,
    @JsonPropertyDescription("Conditions; the catalogue is in docs/conditions.md.")
        List<Condition> conditions,
    @JsonPropertyDescription("The primary location in effect.") String primaryLocation,
    @JsonPropertyDescription("Number of locations.") Integer locationCount,
    @JsonPropertyDescription("Units of all locations together.") Integer units,
    @JsonPropertyDescription("A line for each location.") List<LocationSummary> locations,
    @JsonPropertyDescription("The configuration revision in effect.")
        ConfigurationRevision configuration,
    @JsonPropertyDescription("Replicas, CPU and memory of all managed locations.")
        Footprint footprint,
    @JsonPropertyDescription(
            "Service level class: 99.99 with units in two or more zones or regions, 99.95 else,"
                + " None for Developer.")
        String slaClass,
    @JsonPropertyDescription("Addresses by location.") List<LocationAddress> addresses) {

  /** Copies the lists. */
  public ApiManagementInstanceStatus {
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
    locations = locations == null ? List.of() : List.copyOf(locations);
    addresses = addresses == null ? List.of() : List.copyOf(addresses);
  }
}
