package dev.apim.policy.token;

import java.time.Duration;
import java.util.List;

/**
 * What a token must be.
 *
 * @param audiences one of them must be its own; none: any
 * @param issuers one of them; none: any
 */
public record TokenRules(
    List<String> audiences,
    List<String> issuers,
    List<ClaimRule> claims,
    boolean expires,
    boolean signed,
    Duration clockSkew) {

  public TokenRules {
    audiences = List.copyOf(audiences);
    issuers = List.copyOf(issuers);
    claims = List.copyOf(claims);
  }
}
