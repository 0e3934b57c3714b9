package dev.apim.policy.step;

import dev.apim.policy.context.ErrorFacts;
import dev.apim.policy.host.Failure;
import java.util.Map;

/**
 * Why a section ended early.
 *
 * @param headers what the answer carries of it, such as Retry-After
 */
public record PolicyError(Failure failure, ErrorFacts facts, Map<String, String> headers) {

  static PolicyError of(
      Compiled where, String section, Failure failure, Map<String, String> headers) {
    ErrorFacts facts =
        new ErrorFacts(
            where.policy(),
            failure.reason(),
            failure.message(),
            where.scope(),
            section,
            where.path(),
            where.id());
    return new PolicyError(failure, facts, headers);
  }
}
