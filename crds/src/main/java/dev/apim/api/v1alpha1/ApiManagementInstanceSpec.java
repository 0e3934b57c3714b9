package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Map;

/** What a user asks of an instance. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(value = Fence.ORIGIN_STAYS, message = Fence.ORIGIN_STAYS_MESSAGE)
@ValidationRule(value = Fence.ORIGIN_IS_NOT_ADDED, message = Fence.ORIGIN_IS_NOT_ADDED_MESSAGE)
@ValidationRule(value = Fence.ORIGIN_NOT_OLDER, message = Fence.ORIGIN_NOT_OLDER_MESSAGE)
public record ApiManagementInstanceSpec(
    @JsonPropertyDescription(
            "Service tier: what is allowed in units, zones, locations. Premium has them all.")
        @Required
        Tier tier,
    @JsonPropertyDescription("Who publishes the APIs.") @Required PublisherSpec publisher,
    @JsonPropertyDescription(
            "Name of the location that compiles and pushes the configuration. May be left out while"
                + " there is one location only.")
        @Size(max = 40)
        String primaryLocation,
    @JsonPropertyDescription("Image, version, size and settings of the gateways.")
        GatewaySpec gateway,
    @JsonPropertyDescription("Base domain; locations get <instance>-<region>-01.regional.<domain>.")
        @Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$")
        @Size(max = 150)
        String domain,
    @JsonPropertyDescription("Tags, set as annotations tag.apim.dev/<key> on every child object.")
        @Size(max = 50)
        Map<String, @Size(max = 256) String> tags,
    @JsonPropertyDescription("How the configuration is published.")
        ConfigurationPolicySpec configuration,
    @JsonPropertyDescription(
            "Makes this cluster the primary's by force, where the last primary is lost.")
        PromotionSpec promotion,
    @JsonPropertyDescription("Written by the pushing primary on copies; never set by hand.")
        Origin origin) {

  /** Fills the defaults, so that nobody who reads a spec meets null. */
  public ApiManagementInstanceSpec {
    gateway = gateway == null ? GatewaySpec.DEFAULT : gateway;
    tags = tags == null ? Map.of() : Map.copyOf(tags);
    configuration = configuration == null ? ConfigurationPolicySpec.DEFAULT : configuration;
  }
}
