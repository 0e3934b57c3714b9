package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** How the gateways of a location speak TLS. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record TlsSpec(
    @JsonPropertyDescription(
            "Secrets of type kubernetes.io/tls, in the location's namespace of its cluster. Which"
                + " one a client is shown is decided by the host names in the certificates; the"
                + " first one is shown where none has the name.")
        @Required
        @Size(min = 1, max = 32)
        List<TlsCertificateSpec> certificates,
    @JsonPropertyDescription(
            "None: clients show no certificate. Ask: they may, and policies judge it as"
                + " context.Request.Certificate.")
        @Default("None")
        ClientCertificates clientCertificates) {

  /** Fills the defaults. */
  public TlsSpec {
    certificates = certificates == null ? List.of() : List.copyOf(certificates);
    clientCertificates = clientCertificates == null ? ClientCertificates.None : clientCertificates;
  }
}
