package dev.apim.operator.domain.topology;

import dev.apim.api.v1alpha1.Reason;
import dev.apim.api.v1alpha1.Tier;
import dev.apim.api.v1alpha1.TierFeatures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a tier allows (B11-B19). What runs already is never torn down by a tier that is too low for
 * it: the instance is refused and names what is in use, and the locations may keep what they have
 * or have less, so that a downgrade can be prepared (B17).
 */
final class TierRules {

  private static final Comparator<LocationFacts> OLDEST_FIRST =
      Comparator.comparing((LocationFacts location) -> !location.established())
          .thenComparing(LocationFacts::created)
          .thenComparing(LocationFacts::name);

  private final Tier tier;
  private final TierFeatures features;
  private final List<LocationFacts> locations;
  private final Set<String> withinLimit;

  TierRules(InstanceFacts instance, List<LocationFacts> locations) {
    this.tier = instance.spec().tier();
    this.features = TierFeatures.of(tier);
    this.locations = locations;
    Comparator<LocationFacts> namedFirst =
        Comparator.comparing(l -> !l.name().equals(instance.spec().primaryLocation()));
    this.withinLimit =
        locations.stream()
            .filter(LocationFacts::managed)
            .sorted(namedFirst.thenComparing(OLDEST_FIRST))
            .limit(features.maxLocations())
            .map(LocationFacts::name)
            .collect(Collectors.toSet());
  }

  Optional<Verdict> instance() {
    if (!features.supported()) {
      return Optional.of(
          Verdict.refused(
              Reason.TierNotSupported,
              "spec.tier: " + tier + " is not run by this version; choose another tier"));
    }
    List<String> inUse = inUse();
    if (inUse.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Verdict.refused(
            Reason.TierFeaturesInUse,
            "spec.tier: "
                + tier
                + " lacks what is in use: "
                + String.join("; ", inUse)
                + ". Reduce these first, or choose a tier that has them"));
  }

  private List<String> inUse() {
    List<String> uses = new ArrayList<>();
    List<String> managed =
        locations.stream()
            .filter(l -> l.managed() && l.established())
            .map(LocationFacts::name)
            .sorted()
            .toList();
    if (managed.size() > features.maxLocations()) {
      uses.add(
          managed.size()
              + " locations ("
              + String.join(", ", managed)
              + "), at most "
              + features.maxLocations());
    }
    locations.stream()
        .filter(LocationFacts::established)
        .sorted(Comparator.comparing(LocationFacts::name))
        .forEach(location -> addUses(location, uses));
    return uses;
  }

  private void addUses(LocationFacts location, List<String> uses) {
    String of = "location " + location.name() + ": ";
    if (!location.managed()) {
      if (!features.selfHosted()) {
        uses.add(of + "self-hosted");
      }
      return;
    }
    if (location.runningUnits() > features.maxUnits()) {
      uses.add(of + location.runningUnits() + " units, at most " + features.maxUnits());
    }
    if (!features.zones() && location.choosesZones()) {
      uses.add(of + "zones " + String.join(", ", location.spec().availability().zones()));
    }
  }

  Optional<Verdict> location(LocationFacts location) {
    if (!location.managed()) {
      return features.selfHosted() || location.established()
          ? Optional.empty()
          : Optional.of(
              Verdict.refused(
                  Reason.TierLacksSelfHosted,
                  "spec.hosting: tier "
                      + tier
                      + " has no self-hosted locations; choose Managed, or"
                      + " tier Developer or Premium"));
    }
    return tooManyLocations(location)
        .or(() -> tooManyUnits(location))
        .or(() -> choosesZonesWithoutAny(location));
  }

  /** Whether the location is one of those that the instance may have. */
  boolean withinLimit(LocationFacts location) {
    return !location.managed() || location.established() || withinLimit.contains(location.name());
  }

  private Optional<Verdict> tooManyLocations(LocationFacts location) {
    if (withinLimit(location)) {
      return Optional.empty();
    }
    return Optional.of(
        Verdict.refused(
            Reason.TierLimitExceeded,
            "tier "
                + tier
                + " allows "
                + features.maxLocations()
                + " location, and the instance has "
                + withinLimit.stream().sorted().collect(Collectors.joining(", "))
                + "; delete this one or choose tier Premium"));
  }

  private Optional<Verdict> tooManyUnits(LocationFacts location) {
    int most = Math.max(features.maxUnits(), location.runningUnits());
    int units = location.spec().units();
    if (units <= most) {
      return Optional.empty();
    }
    String valid = features.maxUnits() == 1 ? "1" : "1 to " + features.maxUnits();
    return Optional.of(
        Verdict.refused(
            Reason.TierLimitExceeded,
            "spec.units: " + units + " is more than tier " + tier + " allows; valid: " + valid));
  }

  private Optional<Verdict> choosesZonesWithoutAny(LocationFacts location) {
    if (features.zones() || !location.choosesZones() || !location.latchedZones().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Verdict.refused(
            Reason.TierLacksZones,
            "spec.availability.mode: "
                + location.spec().availability().mode()
                + " needs zones, which tier "
                + tier
                + " does not have; choose Automatic, or tier Premium"));
  }

  /** Whether units without chosen zones spread over zones; what runs so keeps doing so (B37). */
  boolean spreadsOverZones(LocationFacts location) {
    boolean runsSpread = location.established() && location.latchedZones().size() > 1;
    return features.zones() || (runsSpread && instance().isPresent());
  }
}
