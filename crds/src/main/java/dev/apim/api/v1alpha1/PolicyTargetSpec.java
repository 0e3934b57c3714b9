package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** What a policy applies to. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "!has(self.operation) || self.kind == 'Api'",
    message = "operation goes with kind Api only")
public record PolicyTargetSpec(
    @JsonPropertyDescription("ApiManagementInstance, Product or Api.") @Required
        PolicyTargetKind kind,
    @JsonPropertyDescription("Name of the target.") @Required @Size(min = 1, max = 253) String name,
    @JsonPropertyDescription("Operation of an Api.") @Size(min = 1, max = 253) String operation) {}
