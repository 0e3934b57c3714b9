package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** Where an API answers and what is behind it. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "self.instanceRef == oldSelf.instanceRef",
    message = "instanceRef must not change; delete the object and make one for the other instance",
    fieldPath = ".instanceRef")
public record ApiSpec(
    @JsonPropertyDescription("The instance that serves the API, in the same namespace. Immutable.")
        @Required
        LocalReference instanceRef,
    @JsonPropertyDescription(
            "Path below which the API answers, without leading or trailing slash; empty for the"
                + " root.")
        @Required
        @Pattern("^$|^[A-Za-z0-9._~-]+(/[A-Za-z0-9._~-]+)*$")
        @Size(max = 400)
        String path,
    @JsonPropertyDescription("Host names that the API answers; every host where there is none.")
        @Size(max = 32)
        List<@Size(min = 1, max = 253) @Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$") String> hosts,
    @JsonPropertyDescription("What requests are sent to.") @Required ApiBackendSpec backend,
    @JsonPropertyDescription(
            "Which version of the API this is; absent where there is one without a version.")
        ApiVersionSpec version,
    @JsonPropertyDescription("Which revision this is; absent where there is only one.")
        ApiRevisionSpec revision,
    @JsonPropertyDescription(
            "What the API answers. Without operations, here or in openapi, it answers everything"
                + " below its path.")
        @Size(max = 1000)
        List<OperationSpec> operations,
    @JsonPropertyDescription(
            "An OpenAPI 3 document, whose paths and methods become operations beside those above.")
        OpenApiSpec openapi,
    @JsonPropertyDescription("How the API asks for subscription keys; without this it needs none.")
        ApiSubscriptionSpec subscription)
    implements InstanceScoped {

  /** Copies the lists. */
  public ApiSpec {
    hosts = hosts == null ? List.of() : List.copyOf(hosts);
    operations = operations == null ? List.of() : List.copyOf(operations);
  }

  /** An API that answers everything below its path. */
  public ApiSpec(
      LocalReference instanceRef, String path, List<String> hosts, ApiBackendSpec backend) {
    this(instanceRef, path, hosts, backend, null, null, List.of(), null, null);
  }
}
