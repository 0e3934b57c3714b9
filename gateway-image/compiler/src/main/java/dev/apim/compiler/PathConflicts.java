package dev.apim.compiler;

import dev.apim.api.v1alpha1.Reason;
import dev.apim.compiler.ApiCandidate.Claim;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Gives each host and path to one Api: to the one that serves it now, else to the older, else to
 * the lower name. The others keep what they had. Each round makes at least one of them fall back,
 * and none falls back twice, so it ends.
 */
final class PathConflicts {

  private PathConflicts() {}

  private record Loss(ApiCandidate loser, ApiCandidate winner, Claim claim) {}

  static void settle(List<ApiCandidate> candidates) {
    Map<String, Loss> losses = losses(candidates);
    while (!losses.isEmpty()) {
      // whoever loses only to a loser may win once that one has gone
      Map<String, Loss> round = losses;
      List<Loss> certain =
          round.values().stream().filter(loss -> !round.containsKey(loss.winner().name())).toList();
      (certain.isEmpty() ? List.copyOf(round.values()) : certain).forEach(PathConflicts::fallBack);
      losses = losses(candidates);
    }
  }

  private static void fallBack(Loss loss) {
    loss.loser()
        .fallBack(
            Verdict.bad(
                Reason.PathConflict,
                "the Api \""
                    + loss.winner().name()
                    + "\" answers "
                    + loss.claim().describe()
                    + " already; choose another path or host"));
  }

  private static Map<String, Loss> losses(List<ApiCandidate> candidates) {
    Map<Claim, List<ApiCandidate>> claimants = new TreeMap<>();
    for (ApiCandidate candidate : candidates) {
      for (Claim claim : candidate.claims()) {
        claimants.computeIfAbsent(claim, key -> new ArrayList<>()).add(candidate);
      }
    }
    Map<String, Loss> losses = new LinkedHashMap<>();
    claimants.forEach(
        (claim, claiming) -> {
          ApiCandidate winner = claiming.stream().min(precedence(claim)).orElseThrow();
          claiming.stream()
              .filter(candidate -> candidate != winner && !candidate.hasFallenBack())
              .forEach(loser -> losses.putIfAbsent(loser.name(), new Loss(loser, winner, claim)));
        });
    return losses;
  }

  private static Comparator<ApiCandidate> precedence(Claim claim) {
    return Comparator.comparing((ApiCandidate candidate) -> !candidate.hasFallenBack())
        .thenComparing(candidate -> !candidate.holds(claim))
        .thenComparing(ApiCandidate::createdAt)
        .thenComparing(ApiCandidate::name);
  }
}
