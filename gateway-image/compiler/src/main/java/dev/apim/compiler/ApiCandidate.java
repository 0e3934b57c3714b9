package dev.apim.compiler;

import dev.apim.api.config.ApiEntry;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An Api between what its user wants and what it may have. It begins with the wanted entry and can
 * only ever fall back, once, to its last good one, or to nothing.
 */
final class ApiCandidate {

  private static final String ANY_HOST = "";

  private final String name;
  private final String createdAt;
  private final ApiEntry lastGood;
  private ApiEntry chosen;
  private Verdict verdict;

  /**
   * Makes a candidate.
   *
   * @param wanted the entry as the user wrote it; {@code verdict} says whether it is good
   * @param lastGood the entry in the active snapshot; null where there is none
   */
  ApiCandidate(ApiEntry wanted, String createdAt, ApiEntry lastGood, Verdict verdict) {
    this.name = wanted.name();
    this.createdAt = createdAt == null ? "" : createdAt;
    this.lastGood = lastGood;
    this.chosen = wanted;
    this.verdict = verdict;
    if (!verdict.accepted()) {
      fallBack(verdict);
    }
  }

  void fallBack(Verdict why) {
    chosen = lastGood;
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

  Set<Claim> claims() {
    return chosen == null ? Set.of() : claimsOf(chosen);
  }

  boolean holds(Claim claim) {
    return lastGood != null && claimsOf(lastGood).contains(claim);
  }

  private static Set<Claim> claimsOf(ApiEntry entry) {
    List<String> hosts = entry.hosts().isEmpty() ? List.of(ANY_HOST) : entry.hosts();
    return hosts.stream().map(host -> new Claim(host, entry.path())).collect(Collectors.toSet());
  }

  /** A host, empty for all of them, and a path that one Api alone may answer. */
  record Claim(String host, String path) implements Comparable<Claim> {

    @Override
    public int compareTo(Claim other) {
      int byHost = host.compareTo(other.host);
      return byHost != 0 ? byHost : path.compareTo(other.path);
    }

    String describe() {
      return "path \"/" + path + "\" on " + (host.isEmpty() ? "every host" : "host " + host);
    }
  }
}
