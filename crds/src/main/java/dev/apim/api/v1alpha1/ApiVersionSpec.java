package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** Which version of an API an object is, among those of its path. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "self.scheme == 'Path' ? !has(self.name) : has(self.name)",
    message =
        "name is that of the header or query parameter: the schemes Header and Query need it, Path"
            + " takes none")
public record ApiVersionSpec(
    @JsonPropertyDescription(
            "Path: the version is the segment behind path. Header, Query: it is in a header or in a"
                + " query parameter.")
        @Required
        VersionScheme scheme,
    @JsonPropertyDescription("Name of the header or of the query parameter.")
        @Pattern("^[A-Za-z0-9!#$&'*+.^_|~-]+$")
        @Size(min = 1, max = 100)
        String name,
    @JsonPropertyDescription("The version, for example v2.")
        @Required
        @Pattern("^[A-Za-z0-9._~-]+$")
        @Size(min = 1, max = 100)
        String value) {}
