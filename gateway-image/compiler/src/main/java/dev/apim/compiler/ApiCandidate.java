package dev.apim.compiler;

import dev.apim.api.config.ApiEntry;
import dev.apim.api.config.OperationEntry;
import dev.apim.compiler.Claim.Place;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * An Api between what its user wants and what it may have. It begins with the wanted entry and can
 * only ever fall back, once, to its last good one, or to nothing.
 */
final class ApiCandidate {

  private final String name;
  private final String createdAt;
  private final ApiEntry wanted;
  private final ApiEntry lastGood;
  private final Function<ApiEntry, List<Claim>> claimsOf;
  private ApiEntry chosen;
  private Verdict verdict;
  private List<Claim> claims;
  private List<Claim> held;

  /**
   * Makes a candidate.
   *
   * @param wanted the entry as the user wrote it; {@code verdict} says whether it is good
   * @param lastGood the entry in the active snapshot; null where there is none
   */
  ApiCandidate(ApiEntry wanted, String createdAt, ApiEntry lastGood, Verdict verdict) {
    this(wanted, createdAt, lastGood, verdict, Claim::of);
  }

  ApiCandidate(
      ApiEntry wanted,
      String createdAt,
      ApiEntry lastGood,
      Verdict verdict,
      Function<ApiEntry, List<Claim>> claimsOf) {
    this.claimsOf = claimsOf;
    this.name = wanted.name();
    this.createdAt = createdAt == null ? "" : createdAt;
    this.wanted = wanted;
    this.lastGood = lastGood;
    this.chosen = wanted;
    this.verdict = verdict;
    if (!verdict.accepted()) {
      fallBack(verdict);
    }
  }

  void fallBack(Verdict why) {
    chosen = lastGood;
    claims = null;
    String stays =
        lastGood == null ? "" : " (until then the last good version of this Api is served)";
    verdict = Verdict.bad(why.reason(), why.message() + stays);
  }

  String name() {
    return name;
  }

  String createdAt() {
    return createdAt;
  }

  ApiEntry chosen() {
    return chosen;
  }

  Verdict verdict() {
    return verdict;
  }

  /** Whether the active snapshot has it, in whatever version. */
  boolean isServed() {
    return lastGood != null;
  }

  boolean hasFallenBack() {
    return !verdict.accepted();
  }

  /** Names of operations that are not served yet. */
  Set<String> newOperations() {
    if (wanted.operations().isEmpty()) {
      return Set.of();
    }
    Set<String> names = names(wanted);
    if (lastGood != null) {
      names.removeAll(names(lastGood));
    }
    return names;
  }

  private static Set<String> names(ApiEntry entry) {
    return entry.operations().stream().map(OperationEntry::name).collect(Collectors.toSet());
  }

  /** Whether its user numbers revisions. */
  boolean hasRevision() {
    return wanted.revision() != null;
  }

  List<Claim> claims() {
    if (claims == null) {
      claims = chosen == null ? List.of() : claimsOf.apply(chosen);
    }
    return claims;
  }

  boolean holds(Claim claim) {
    return held().contains(claim);
  }

  /** Whether it served there by that selector. */
  boolean holds(Place place, String selector) {
    return lastGood != null
        && Claim.selector(lastGood).equals(selector)
        && Claim.places(lastGood).contains(place);
  }

  /** What requests without a revision are answered by this Api now and would not be any more. */
  List<Claim> givenUp() {
    if (hasFallenBack() || chosen.revisionOrOnly().current()) {
      return List.of();
    }
    int number = chosen.revisionOrOnly().number();
    return held().stream()
        .filter(claim -> claim.revision() == Claim.CURRENT)
        .filter(c -> claims().contains(new Claim(c.place(), c.version(), number)))
        .toList();
  }

  private List<Claim> held() {
    if (held == null) {
      held = lastGood == null ? List.of() : claimsOf.apply(lastGood);
    }
    return held;
  }
}
