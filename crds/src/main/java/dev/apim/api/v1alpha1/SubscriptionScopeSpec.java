package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** What a subscription is for. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "self.type == 'AllApis' ? !has(self.name) : has(self.name)",
    message = "name is that of a Product or an Api, and the type AllApis takes none")
public record SubscriptionScopeSpec(
    @JsonPropertyDescription("Product, Api or AllApis.") @Required SubscriptionScopeType type,
    @JsonPropertyDescription("Name of the Product or Api.") @Size(min = 1, max = 253)
        String name) {}
