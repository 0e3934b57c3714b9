package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** What the gateway shows to a backend of who it is. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record BackendClientCertificateSpec(
    @JsonPropertyDescription(
            "The certificate in PEM, then those above it; {{name}} stands for a NamedValue.")
        @Required
        @Size(min = 1, max = 65536)
        String certificate,
    @JsonPropertyDescription(
            "{{name}} of the NamedValue that holds the private key in PEM, PKCS#8 or PKCS#1.")
        @Required
        @Pattern("^\\{\\{ *[A-Za-z0-9._-]+ *\\}\\}$")
        @Size(max = 300)
        String key) {

  /** Without the key, which may have been put in its place. */
  @Override
  public String toString() {
    return "BackendClientCertificateSpec";
  }
}
