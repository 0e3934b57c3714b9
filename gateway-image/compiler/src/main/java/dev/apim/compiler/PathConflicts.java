package dev.apim.compiler;

import dev.apim.api.v1alpha1.Reason;
import dev.apim.compiler.Claim.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Gives each host, path, version and revision to one Api: to the one that serves it now, else to
 * the older, else to the lower name. The others keep what they had. Each round makes at least one
 * of them fall back, and none falls back twice, so it ends.
 */
final class PathConflicts {

  private PathConflicts() {}

  private record Loss(ApiCandidate loser, ApiCandidate winner, Verdict verdict) {}

  static void settle(List<ApiCandidate> candidates) {
    do {
      settleClaims(candidates);
    } while (keepsCurrent(candidates));
  }

  private static void settleClaims(List<ApiCandidate> candidates) {
    Map<String, Loss> losses = losses(candidates);
    while (!losses.isEmpty()) {
      // whoever loses only to a loser may win once that one has gone
      Map<String, Loss> round = losses;
      List<Loss> certain =
          round.values().stream().filter(loss -> !round.containsKey(loss.winner().name())).toList();
      (certain.isEmpty() ? List.copyOf(round.values()) : certain)
          .forEach(loss -> loss.loser().fallBack(loss.verdict()));
      losses = losses(candidates);
    }
  }

  /** A current revision is not given up before another one is current; true where one was kept. */
  private static boolean keepsCurrent(List<ApiCandidate> candidates) {
    List<ApiCandidate> leaving =
        candidates.stream().filter(candidate -> !candidate.givenUp().isEmpty()).toList();
    if (leaving.isEmpty()) {
      return false;
    }
    Set<Claim> taken =
        candidates.stream().flatMap(c -> c.claims().stream()).collect(Collectors.toSet());
    boolean kept = false;
    for (ApiCandidate candidate : leaving) {
      for (Claim claim : candidate.givenUp()) {
        if (!candidate.hasFallenBack() && !taken.contains(claim)) {
          candidate.fallBack(noCurrent(claim));
          kept = true;
        }
      }
    }
    return kept;
  }

  private static Verdict noCurrent(Claim claim) {
    return Verdict.bad(
        Reason.NoCurrentRevision,
        "spec.revision.current: false would leave "
            + claim.describe()
            + " without a current revision; set it to true on another revision too");
  }

  private static Map<String, Loss> losses(List<ApiCandidate> candidates) {
    Map<Claim, List<ApiCandidate>> contested = new HashMap<>();
    Map<Place, List<ApiCandidate>> versioned = new HashMap<>();
    Map<Claim, ApiCandidate> first = new HashMap<>(candidates.size() * 4);
    for (ApiCandidate candidate : candidates) {
      for (Claim claim : candidate.claims()) {
        ApiCandidate other = first.putIfAbsent(claim, candidate);
        if (other != null) {
          contested.computeIfAbsent(claim, c -> new ArrayList<>(List.of(other))).add(candidate);
        }
        if (!claim.version().isEmpty()) {
          versioned.computeIfAbsent(claim.place(), place -> new ArrayList<>()).add(candidate);
        }
      }
    }
    Map<String, Loss> losses = new LinkedHashMap<>();
    contested.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> contest(entry.getKey(), entry.getValue(), losses));
    versioned.entrySet().stream()
        .sorted(Comparator.comparing(entry -> entry.getKey().describe()))
        .forEach(entry -> selectors(entry.getKey(), entry.getValue(), losses));
    return losses;
  }

  private static void contest(Claim claim, List<ApiCandidate> claiming, Map<String, Loss> losses) {
    ApiCandidate winner = claiming.stream().min(precedence(claim)).orElseThrow();
    claiming.stream()
        .filter(candidate -> candidate != winner && !candidate.hasFallenBack())
        .forEach(
            loser ->
                losses.putIfAbsent(
                    loser.name(), new Loss(loser, winner, verdict(claim, loser, winner))));
  }

  private static Verdict verdict(Claim claim, ApiCandidate loser, ApiCandidate winner) {
    String who = "the Api \"" + winner.name() + "\" ";
    if (!loser.hasRevision()) {
      return Verdict.bad(
          Reason.PathConflict,
          who + "answers " + claim.describe() + " already; choose another path or host");
    }
    return Verdict.bad(
        Reason.RevisionConflict,
        claim.revision() == Claim.CURRENT
            ? who
                + "is the current revision of "
                + claim.describe()
                + " already; set spec.revision.current to false there"
            : who
                + "is revision "
                + claim.revision()
                + " of "
                + claim.describe()
                + " already; choose another spec.revision.number");
  }

  /** All versions of a place are asked for in one way. */
  private static void selectors(
      Place place, Collection<ApiCandidate> claiming, Map<String, Loss> losses) {
    Set<String> ways = new HashSet<>();
    claiming.forEach(candidate -> ways.add(Claim.selector(candidate.chosen())));
    if (ways.size() == 1) {
      return;
    }
    ApiCandidate winner = claiming.stream().min(precedence(place)).orElseThrow();
    String way = Claim.selector(winner.chosen());
    claiming.stream()
        .filter(candidate -> !candidate.hasFallenBack())
        .filter(candidate -> !Claim.selector(candidate.chosen()).equals(way))
        .forEach(
            loser -> losses.putIfAbsent(loser.name(), new Loss(loser, winner, other(place, way))));
  }

  private static Verdict other(Place place, String way) {
    return Verdict.bad(
        Reason.VersionConflict,
        "spec.version: versions of "
            + place.describe()
            + " are asked for by the "
            + way
            + "; use the same scheme and name");
  }

  private static Comparator<ApiCandidate> precedence(Claim claim) {
    return byAge(Comparator.comparing(candidate -> !candidate.holds(claim)));
  }

  private static Comparator<ApiCandidate> precedence(Place place) {
    return byAge(
        Comparator.comparing(
            candidate -> !candidate.holds(place, Claim.selector(candidate.chosen()))));
  }

  private static Comparator<ApiCandidate> byAge(Comparator<ApiCandidate> holder) {
    return Comparator.comparing((ApiCandidate candidate) -> !candidate.hasFallenBack())
        .thenComparing(holder)
        .thenComparing(ApiCandidate::createdAt)
        .thenComparing(ApiCandidate::name);
  }
}
