package dev.apim.operator.domain.rollout;

import dev.apim.operator.domain.unit.PlannedUnit;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whose turn it is to be replaced. A unit that is broken comes first, since it has least to lose,
 * and nothing but the limit holds it back; that is also how a bad change is taken back. One that is
 * whole waits until all others are, or are lost with their zone. What serves nobody is replaced at
 * once when the new template has proven itself elsewhere.
 */
final class Turns {

  private final Situation situation;

  Turns(Situation situation) {
    this.situation = situation;
  }

  /** Names of the units that are replaced now. */
  Set<String> names() {
    Set<String> turn = new HashSet<>();
    if (proven()) {
      outdated().filter(unit -> situation.ready(unit) == 0).forEach(u -> turn.add(u.name()));
    }
    List<PlannedUnit> inFlight = inFlight();
    int free = situation.mostAtOnce() - inFlight.size();
    if (free > 0) {
      candidates(inFlight).stream().limit(free).forEach(unit -> turn.add(unit.name()));
    }
    return turn;
  }

  private List<PlannedUnit> candidates(List<PlannedUnit> inFlight) {
    List<PlannedUnit> broken =
        outdated()
            .filter(unit -> !situation.whole(unit) && !situation.down(unit))
            .sorted(Comparator.comparingInt(situation::ready))
            .toList();
    if (!broken.isEmpty()) {
      return broken;
    }
    boolean othersWhole =
        situation.planned().stream()
            .filter(unit -> !situation.down(unit))
            .allMatch(unit -> situation.whole(unit) || inFlight.contains(unit));
    if (!othersWhole) {
      return List.of();
    }
    List<PlannedUnit> whole = outdated().filter(unit -> !situation.down(unit)).toList();
    return inOneZone(inFlight, whole);
  }

  /** A zone is changed before the next is begun. */
  private static List<PlannedUnit> inOneZone(List<PlannedUnit> inFlight, List<PlannedUnit> whole) {
    Set<Optional<String>> begun = inFlight.stream().map(Turns::zone).collect(Collectors.toSet());
    if (begun.isEmpty()) {
      whole.stream().findFirst().map(Turns::zone).ifPresent(begun::add);
    }
    return begun.size() > 1
        ? List.of()
        : whole.stream().filter(unit -> begun.contains(zone(unit))).toList();
  }

  private List<PlannedUnit> inFlight() {
    return situation.planned().stream()
        .filter(unit -> !situation.outdated(unit) && situation.rolling(unit))
        .filter(unit -> !situation.down(unit))
        .toList();
  }

  private boolean proven() {
    return situation.planned().stream()
        .anyMatch(unit -> !situation.outdated(unit) && situation.whole(unit));
  }

  private Stream<PlannedUnit> outdated() {
    return situation.planned().stream().filter(situation::outdated);
  }

  private static Optional<String> zone(PlannedUnit unit) {
    return Optional.ofNullable(unit.zoneLabel());
  }
}
