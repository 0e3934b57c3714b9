package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;

/** What is checked of a backend's certificate. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record BackendTlsSpec(
    @JsonPropertyDescription("Full: chain and name. None: nothing.") @Default("Full")
        TlsVerification verification,
    @JsonPropertyDescription(
            "Name that is asked for (SNI) and expected in the certificate; the host of url where"
                + " absent.")
        @Pattern("^[A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?$")
        @Size(max = 253)
        String serverName,
    @JsonPropertyDescription(
            "Certificates in PEM of the authorities that are believed; those of the system where"
                + " absent.")
        @Size(min = 1, max = 65536)
        String caCertificates,
    @JsonPropertyDescription("What the backend is shown, if it asks; nothing where absent.")
        BackendClientCertificateSpec clientCertificate) {

  /** What holds where nothing is said. */
  public static final BackendTlsSpec DEFAULTS = new BackendTlsSpec(null, null, null, null);

  /** Fills the defaults. */
  public BackendTlsSpec {
    verification = verification == null ? TlsVerification.Full : verification;
  }

  /** The same with another certificate and its key to show. */
  public BackendTlsSpec shown(String certificate, String key) {
    return new BackendTlsSpec(
        verification,
        serverName,
        caCertificates,
        new BackendClientCertificateSpec(certificate, key));
  }
}
