package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** An OpenAPI 3 document, whose paths become operations. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "self.type != 'Inline' || (has(self.inline) && !has(self.configMapRef))",
    message = "a document of type Inline needs inline and takes no configMapRef")
@ValidationRule(
    value = "self.type != 'ConfigMap' || (has(self.configMapRef) && !has(self.inline))",
    message = "a document of type ConfigMap needs configMapRef and takes no inline")
public record OpenApiSpec(
    @JsonPropertyDescription(
            "Inline: the document in inline. ConfigMap: a key of a ConfigMap in configMapRef.")
        @Required
        OpenApiType type,
    @JsonPropertyDescription("The document, YAML or JSON.") @Size(min = 1, max = 262144)
        String inline,
    @JsonPropertyDescription(
            "A ConfigMap in the same namespace, which has the label apim.dev/instance with the name"
                + " of the instance.")
        ConfigMapKeyReference configMapRef) {}
