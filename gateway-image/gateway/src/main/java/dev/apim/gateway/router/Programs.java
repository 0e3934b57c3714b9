package dev.apim.gateway.router;

import dev.apim.api.config.ApiEntry;
import dev.apim.policy.program.OwnCertificates;
import dev.apim.policy.program.Program;

/** The programs of a revision. */
interface Programs {

  /**
   * The program for requests of an API; null where they are only passed on.
   *
   * @param operation null for the API as a whole
   * @param product null for callers of none
   */
  Program of(ApiEntry api, String operation, String product);

  /** The certificates that their expressions can use. */
  OwnCertificates certificates();

  /** Whether a product has policies of its own. */
  boolean hasPolicies(String product);
}
