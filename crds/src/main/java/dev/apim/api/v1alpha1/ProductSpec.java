package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** APIs to which one subscription gives access. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "self.instanceRef == oldSelf.instanceRef",
    message = "instanceRef must not change; delete the object and make one for the other instance",
    fieldPath = ".instanceRef")
public record ProductSpec(
    @JsonPropertyDescription("The instance, in the same namespace. Immutable.") @Required
        LocalReference instanceRef,
    @JsonPropertyDescription("What people call it; context.Product.Name in policies.")
        @Size(max = 300)
        String displayName,
    @JsonPropertyDescription("Names of the Api objects in it.") @Size(max = 2000)
        List<@Size(min = 1, max = 253) String> apis,
    @JsonPropertyDescription(
            "Whether its APIs ask for a key. Without, they are open to everybody through the"
                + " product.")
        @Default("true")
        Boolean subscriptionRequired,
    @JsonPropertyDescription("Published: it gives access. NotPublished: it gives none.")
        @Default("Published")
        ProductState state)
    implements InstanceScoped {

  /** Applies the defaults and copies the list. */
  public ProductSpec {
    apis = apis == null ? List.of() : List.copyOf(apis);
    subscriptionRequired = subscriptionRequired == null || subscriptionRequired;
    state = state == null ? ProductState.Published : state;
  }
}
