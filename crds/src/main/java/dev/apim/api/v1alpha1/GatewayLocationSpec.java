package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.model.annotation.SpecReplicas;

/** What a user asks of a location. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value =
        "!has(self.availability) || !has(self.availability.zones) || size(self.availability.zones) == 0"
            + " || self.units % size(self.availability.zones) == 0",
    messageExpression =
        "'units must be a multiple of the number of zones, so that every zone gets the same; next valid: ' +"
            + " ['', '1, 2, 3', '2, 4, 6', '3, 6, 9', '4, 8, 12', '5, 10, 15', '6, 12, 18', '7, 14, 21', '8, 16, 24']"
            + "[has(self.availability) && has(self.availability.zones) ? size(self.availability.zones) : 0]",
    fieldPath = ".units",
    reason = "FieldValueInvalid")
@ValidationRule(
    value = "self.instanceRef == oldSelf.instanceRef",
    message =
        "instanceRef must not change; delete the location and make one for the other instance",
    fieldPath = ".instanceRef")
@ValidationRule(
    value = "self.region == oldSelf.region",
    message = "region must not change; add a location in the other region, then delete this one",
    fieldPath = ".region")
@ValidationRule(
    value =
        "(has(self.hosting) ? self.hosting : 'Managed') == (has(oldSelf.hosting) ? oldSelf.hosting : 'Managed')",
    message =
        "hosting must not change; add a location with the other hosting, then delete this one",
    fieldPath = ".hosting")
@ValidationRule(value = Fence.ORIGIN_STAYS, message = Fence.ORIGIN_STAYS_MESSAGE)
@ValidationRule(value = Fence.ORIGIN_IS_NOT_ADDED, message = Fence.ORIGIN_IS_NOT_ADDED_MESSAGE)
@ValidationRule(value = Fence.ORIGIN_NOT_OLDER, message = Fence.ORIGIN_NOT_OLDER_MESSAGE)
public record GatewayLocationSpec(
    @JsonPropertyDescription(
            "The instance that the gateways serve, in the same namespace. Immutable.")
        @Required
        LocalReference instanceRef,
    @JsonPropertyDescription(
            "The region as people write it, e.g. West US; its DNS form is in status. Immutable.")
        @Required
        @Pattern("^[A-Za-z0-9]([A-Za-z0-9 _-]*[A-Za-z0-9])?$")
        @Size(min = 1, max = 40)
        String region,
    @JsonPropertyDescription(
            "Scale units, two replicas each. With zones named: a multiple of their number.")
        @Default("1")
        @Min(1)
        @Max(31)
        @SpecReplicas
        Integer units,
    @JsonPropertyDescription("How the units lie in availability zones.")
        AvailabilitySpec availability,
    @JsonPropertyDescription("How the gateways are reached.") NetworkSpec network,
    @JsonPropertyDescription(
            "Name of the GatewayCluster that runs the gateways. Default: the cluster where this is applied.")
        @Size(min = 1, max = 253)
        String cluster,
    @JsonPropertyDescription(
            "Managed: the operator runs the gateways. SelfHosted: a user runs them; the location gets"
                + " configuration and a ServiceAccount, nothing is scheduled (B20). Immutable.")
        @Default("Managed")
        Hosting hosting,
    @JsonPropertyDescription("What is added to the gateway pods.") GatewayPodSpec pod,
    @JsonPropertyDescription("How fast replicas are replaced, and when a change counts as stuck.")
        UpdateSpec update,
    @JsonPropertyDescription("Written by the pushing primary on copies; never set by hand.")
        Origin origin) {

  /** Fills the defaults, so that nobody who reads a spec meets null. */
  public GatewayLocationSpec {
    units = units == null ? 1 : units;
    availability = availability == null ? AvailabilitySpec.AUTOMATIC : availability;
    network = network == null ? NetworkSpec.DEFAULT : network;
    hosting = hosting == null ? Hosting.Managed : hosting;
    pod = pod == null ? GatewayPodSpec.DEFAULT : pod;
    update = update == null ? UpdateSpec.DEFAULT : update;
  }
}
