package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** A fragment of policy and the name that documents include it by. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "self.instanceRef == oldSelf.instanceRef",
    message = "instanceRef must not change; delete the object and make one for the other instance",
    fieldPath = ".instanceRef")
public record PolicyFragmentSpec(
    @JsonPropertyDescription(
            "The instance whose policies may include it, in the same namespace. Immutable.")
        @Required
        LocalReference instanceRef,
    @JsonPropertyDescription(
            "What policies write as fragment-id of include-fragment. Default: the name of the"
                + " object.")
        @Pattern("^[A-Za-z0-9._-]+$")
        @Size(min = 1, max = 256)
        String fragmentId,
    @JsonPropertyDescription("The fragment: policies in a <fragment> element.")
        @Required
        @Size(min = 1, max = 262144)
        String document)
    implements InstanceScoped {}
