package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** A certificate with its key. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record TlsCertificateSpec(
    @JsonPropertyDescription("The Secret, with tls.crt and tls.key.") @Required
        LocalReference secretRef) {}
