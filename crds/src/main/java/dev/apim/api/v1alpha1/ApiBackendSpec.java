package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** The backend of an API: an address, or the name of a Backend. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "self.type != 'Url' || (has(self.url) && !has(self.name))",
    message = "a backend of type Url needs url and takes no name")
@ValidationRule(
    value = "self.type != 'Ref' || (has(self.name) && !has(self.url))",
    message = "a backend of type Ref needs name, that of a Backend, and takes no url")
@ValidationRule(
    value = BackendSpec.URL_RULE,
    messageExpression = BackendSpec.URL_REMEDY,
    fieldPath = ".url")
public record ApiBackendSpec(
    @JsonPropertyDescription("Url: an address in url. Ref: a Backend in name.") @Required
        BackendType type,
    @JsonPropertyDescription("http or https address, path allowed.") @Size(min = 1, max = 2048)
        String url,
    @JsonPropertyDescription("Name of a Backend in the same namespace.") @Size(min = 1, max = 253)
        String name) {}
