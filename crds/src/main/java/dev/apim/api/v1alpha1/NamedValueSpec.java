package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** A value and the name that policies call it by. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "self.instanceRef == oldSelf.instanceRef",
    message = "instanceRef must not change; delete the object and make one for the other instance",
    fieldPath = ".instanceRef")
@ValidationRule(
    value = "has(self.value) != has(self.secretRef)",
    message = "give either value or secretRef, the key of a Secret that holds the value")
public record NamedValueSpec(
    @JsonPropertyDescription(
            "The instance whose policies may name it, in the same namespace. Immutable.")
        @Required
        LocalReference instanceRef,
    @JsonPropertyDescription(
            "What policies write between {{ and }}. Default: the name of the object.")
        @Pattern("^[A-Za-z0-9._-]+$")
        @Size(min = 1, max = 256)
        String displayName,
    @JsonPropertyDescription("The value, put into policy documents as it stands.")
        @Size(min = 1, max = 4096)
        String value,
    @JsonPropertyDescription(
            "Where the value is, if it is a secret: it shows in no document, status, event, log or"
                + " metric.")
        SecretKeyReference secretRef)
    implements InstanceScoped {

  /** One whose value everybody may see. */
  public NamedValueSpec(LocalReference instanceRef, String displayName, String value) {
    this(instanceRef, displayName, value, null);
  }
}
