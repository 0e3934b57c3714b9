package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** A backend: one address and how it is spoken to, or a pool of other backends (B95, B98, B104). */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "self.instanceRef == oldSelf.instanceRef",
    message = "instanceRef must not change; delete the object and make one for the other instance",
    fieldPath = ".instanceRef")
@ValidationRule(
    value = "(has(self.type) && self.type == 'Pool') || (has(self.url) && !has(self.pool))",
    message = "a Backend of type Url needs url and takes no pool")
@ValidationRule(
    value =
        "!has(self.type) || self.type != 'Pool' || (has(self.pool) && !has(self.url)"
            + " && !has(self.circuitBreaker) && !has(self.tls) && !has(self.credentials))",
    message =
        "a Backend of type Pool needs pool and takes no url, circuitBreaker, tls or credentials;"
            + " its members have them")
@ValidationRule(
    value = BackendSpec.URL_RULE,
    messageExpression = BackendSpec.URL_REMEDY,
    fieldPath = ".url")
@ValidationRule(
    value =
        "!has(self.type) || self.type != 'Pool' || !has(self.protocol) || self.protocol == 'Http1'",
    message = "a Backend of type Pool takes no protocol; set it on the Backends of its members",
    fieldPath = ".protocol")
public record BackendSpec(
    @JsonPropertyDescription(
            "The instance whose APIs may name it, in the same namespace. Immutable.")
        @Required
        LocalReference instanceRef,
    @JsonPropertyDescription("Url: one address in url. Pool: other Backends in pool.")
        @Default("Url")
        BackendForm type,
    @JsonPropertyDescription("http or https address, path allowed.") @Size(min = 1, max = 2048)
        String url,
    @JsonPropertyDescription("The Backends that share the requests.") BackendPoolSpec pool,
    @JsonPropertyDescription(
            "Http1, or Http2: by ALPN with TLS, by prior knowledge without. Calls of gRPC always"
                + " use HTTP/2.")
        @Default("Http1")
        BackendProtocol protocol,
    @JsonPropertyDescription("When the backend is left alone for a while; never where absent.")
        CircuitBreakerSpec circuitBreaker,
    @JsonPropertyDescription(
            "What is checked of its certificate, all of it where absent, and what it is shown.")
        BackendTlsSpec tls,
    @JsonPropertyDescription(
            "What every request to it carries; in the values {{name}} stands for a NamedValue, which"
                + " is the place for secrets.")
        BackendCredentialsSpec credentials)
    implements InstanceScoped {

  static final String URL_RULE =
      "!has(self.url) || self.url.matches('^https?://[^\\\\s/?#@]+(/[^\\\\s?#]*)?$')";
  static final String URL_REMEDY =
      "'\"' + self.url + '\" is not the address of a backend; write http:// or https://, a host, and"
          + " where needed a port and a path, such as https://orders.example:8443/v2'";

  /** Fills the defaults. */
  public BackendSpec {
    type = type == null ? BackendForm.Url : type;
    protocol = protocol == null ? BackendProtocol.Http1 : protocol;
  }

  /** An address and nothing else. */
  public static BackendSpec ofUrl(LocalReference instanceRef, String url) {
    return new BackendSpec(instanceRef, null, url, null, null, null, null, null);
  }

  /** Whether it is an address and nothing else. */
  @JsonIgnore
  public boolean isPlain() {
    return equals(ofUrl(instanceRef, url));
  }
}
