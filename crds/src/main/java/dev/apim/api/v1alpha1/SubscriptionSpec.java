package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** Two keys and what they give access to. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "self.instanceRef == oldSelf.instanceRef",
    message = "instanceRef must not change; delete the object and make one for the other instance",
    fieldPath = ".instanceRef")
public record SubscriptionSpec(
    @JsonPropertyDescription("The instance, in the same namespace. Immutable.") @Required
        LocalReference instanceRef,
    @JsonPropertyDescription("What people call it; context.Subscription.Name in policies.")
        @Size(max = 300)
        String displayName,
    @JsonPropertyDescription("What it is for.") @Required SubscriptionScopeSpec scope,
    @JsonPropertyDescription("Active, or Suspended: its keys open nothing.") @Default("Active")
        SubscriptionState state,
    @JsonPropertyDescription(
            "Name of the Secret with primaryKey and secondaryKey; that of the object and -keys"
                + " where it is absent. The operator makes it where there is none.")
        @Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$")
        @Size(min = 1, max = 253)
        String secretName,
    @JsonPropertyDescription("Asks for new keys in a Secret that the operator has made.")
        KeyRotationSpec keyRotation)
    implements InstanceScoped {

  /** Applies the default. */
  public SubscriptionSpec {
    state = state == null ? SubscriptionState.Active : state;
  }

  /** The name of the Secret with the keys of a subscription of that name. */
  public String secretNameOf(String subscription) {
    return secretName == null ? subscription + "-keys" : secretName;
  }
}
