package dev.apim.policy.step;

import dev.apim.policy.host.ClientCertificate;
import java.util.Optional;

/** The certificates that policies can name: named values that hold them in PEM. */
public interface Certificates {

  /** By the name of the named value. */
  Optional<ClientCertificate> byId(String id);

  /** By the SHA-1 thumbprint in hex, in any case. */
  Optional<ClientCertificate> byThumbprint(String thumbprint);
}
