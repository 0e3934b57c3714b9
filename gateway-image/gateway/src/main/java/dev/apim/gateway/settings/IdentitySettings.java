package dev.apim.gateway.settings;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the gateway gets tokens in its own name; nowhere, where both are absent.
 *
 * @param endpoint address that answers {@code ?resource=...} as a cloud's metadata service does
 * @param tokenFile file with a token that somebody else renews, as a projected ServiceAccount token
 */
public record IdentitySettings(Optional<String> endpoint, Optional<Path> tokenFile) {

  static IdentitySettings read(Environment values) {
    return new IdentitySettings(
        values.optional("APIM_IDENTITY_ENDPOINT"),
        values.optional("APIM_IDENTITY_TOKEN_FILE").map(Path::of));
  }
}
