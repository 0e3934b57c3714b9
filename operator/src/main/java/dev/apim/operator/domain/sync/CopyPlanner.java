package dev.apim.operator.domain.sync;

import dev.apim.api.v1alpha1.ApiManagementInstanceSpec;
import dev.apim.api.v1alpha1.ConditionType;
import dev.apim.api.v1alpha1.GatewayLocationSpec;
import dev.apim.api.v1alpha1.Origin;
import dev.apim.api.v1alpha1.Reason;
import dev.apim.operator.domain.sync.PushStep.ApplyInstance;
import dev.apim.operator.domain.sync.PushStep.ApplyLocation;
import dev.apim.operator.domain.sync.PushStep.RemoveLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Plans the copies of an instance and its locations in one target. */
final class CopyPlanner {

  private final Publication publication;
  private final PushScope scope;
  private final TargetView seen;
  private final Map<String, String> labels;
  private final List<PushStep> steps = new ArrayList<>();
  private final List<PushFinding> findings = new ArrayList<>();
  private boolean refused;

  CopyPlanner(Publication publication, PushScope scope, TargetView seen) {
    this.publication = publication;
    this.scope = scope;
    this.seen = seen;
    this.labels = PushScope.labels(publication.namespace(), publication.name());
  }

  void plan() {
    planInstance();
    publication.locations().forEach(this::planLocation);
    seen.locationsOf(publication.name()).forEach(this::planRemoval);
  }

  /** Whether another primary holds the target, so that nothing at all may be written. */
  boolean isRefused() {
    return refused;
  }

  List<PushStep> steps() {
    return steps;
  }

  List<PushFinding> findings() {
    return findings;
  }

  static String foreign(Publication publication, PushScope scope) {
    return "another primary, or an instance of another namespace, holds \""
        + publication.name()
        + "\" in cluster "
        + scope.target()
        + "; nothing is overwritten there: use another name, or another namespace in the"
        + " GatewayCluster";
  }

  private void planInstance() {
    Seen<ApiManagementInstanceSpec> there = seen.instances().get(publication.name());
    Origin origin = there == null ? null : there.spec().origin();
    switch (Standing.of(there, origin, publication, scope.identity())) {
      case ABSENT -> steps.add(new ApplyInstance(instance(), false));
      case OURS -> {
        if (hasChanged(there, origin(), content(publication.instance()), content(there.spec()))) {
          steps.add(new ApplyInstance(instance(), takesOver(origin)));
        }
      }
      case USERS -> {
        if (!content(publication.instance()).equals(content(there.spec()))) {
          findings.add(appliedByUser("ApiManagementInstance", publication.name(), null));
        }
      }
      case STALE -> steps.add(new PushStep.RemoveInstance(RemovalPlanner.removed(there.spec())));
      case FOREIGN, AHEAD -> refuse();
      case REMOVING -> {}
    }
  }

  private void planLocation(String name, GatewayLocationSpec wanted) {
    Seen<GatewayLocationSpec> there = seen.locations().get(name);
    Origin origin = there == null ? null : there.spec().origin();
    GatewayLocationSpec copy =
        Copies.withOrigin(wanted, scope.origin(publication.fence(), wanted.units()));
    switch (Standing.of(there, origin, publication, scope.identity())) {
      case ABSENT -> steps.add(new ApplyLocation(name, copy, true, false, false));
      case OURS -> {
        if (publication.keeps(scope.target(), name, there.spec())) {
          planKept(name, there);
        } else {
          planOurs(name, copy, there);
        }
      }
      case USERS -> {
        if (!content(wanted).equals(content(filledIn(there.spec())))) {
          findings.add(appliedByUser("GatewayLocation", name, name));
        }
      }
      case STALE -> steps.add(removal(name, there, false));
      case FOREIGN, AHEAD -> refuse();
      case REMOVING -> {}
    }
  }

  private void planOurs(String name, GatewayLocationSpec copy, Seen<GatewayLocationSpec> there) {
    boolean sameUnits = copy.units().equals(there.spec().units());
    boolean withUnits = sameUnits || there.unitsOwned();
    GatewayLocationSpec expected = withUnits ? copy : Copies.withUnits(copy, there.spec().units());
    boolean reclaim = sameUnits && !there.unitsOwned();
    if (reclaim || hasChanged(there, copy.origin(), content(expected), content(there.spec()))) {
      steps.add(
          new ApplyLocation(
              name, copy, withUnits, there.unitsOwned(), takesOver(there.spec().origin())));
    }
    if (!withUnits && copy.cluster().equals(scope.target())) {
      findings.add(overridden(name, copy.units(), there.spec().units()));
    }
  }

  /** While it is not ready where it goes, the copy stays as it is, whatever is edited of it. */
  private void planKept(String name, Seen<GatewayLocationSpec> there) {
    Origin before = there.spec().origin();
    GatewayLocationSpec copy =
        Copies.withOrigin(there.spec(), scope.origin(publication.fence(), before.units()));
    if (hasChanged(there, copy.origin(), content(copy), content(there.spec()))) {
      boolean units = there.unitsOwned();
      steps.add(new ApplyLocation(name, copy, units, units, takesOver(before)));
    }
  }

  private void planRemoval(String name, Seen<GatewayLocationSpec> there) {
    if (publication.locations().containsKey(name)) {
      return;
    }
    Standing standing = Standing.of(there, there.spec().origin(), publication, scope.identity());
    if (standing == Standing.OURS || standing == Standing.STALE) {
      steps.add(removal(name, there, standing == Standing.OURS));
    }
  }

  private boolean hasChanged(Seen<?> there, Origin ours, Object wanted, Object content) {
    return !isSame(ours, origin(there))
        || !wanted.equals(content)
        || !there.labels().entrySet().containsAll(labels.entrySet());
  }

  private boolean takesOver(Origin origin) {
    return !origin.holder().equals(publication.fence().holder());
  }

  /** The sequence moves with each revision, and is no reason to write a copy again. */
  private static boolean isSame(Origin ours, Origin theirs) {
    return theirs.lineage().equals(ours.lineage())
        && theirs.epoch().equals(ours.epoch())
        && theirs.holder().equals(ours.holder())
        && theirs.cluster().equals(ours.cluster())
        && Objects.equals(theirs.units(), ours.units());
  }

  private Origin origin() {
    return scope.origin(publication.fence());
  }

  private static Origin origin(Seen<?> there) {
    return there.spec() instanceof GatewayLocationSpec location
        ? location.origin()
        : ((ApiManagementInstanceSpec) there.spec()).origin();
  }

  private ApiManagementInstanceSpec instance() {
    return Copies.withOrigin(publication.instance(), origin());
  }

  private GatewayLocationSpec filledIn(GatewayLocationSpec spec) {
    return spec.cluster() == null ? Copies.withCluster(spec, scope.target()) : spec;
  }

  private static ApiManagementInstanceSpec content(ApiManagementInstanceSpec spec) {
    return Copies.withOrigin(spec, null);
  }

  private static GatewayLocationSpec content(GatewayLocationSpec spec) {
    return Copies.withOrigin(spec, null);
  }

  private static RemoveLocation removal(
      String name, Seen<GatewayLocationSpec> there, boolean needsProof) {
    return new RemoveLocation(
        name, RemovalPlanner.removed(there.spec()), there.unitsOwned(), needsProof);
  }

  private void refuse() {
    if (!refused) {
      refused = true;
      findings.clear();
      findings.add(
          PushFinding.ofInstance(
              ConditionType.PushConflict, Reason.ForeignHolder, foreign(publication, scope)));
    }
  }

  private PushFinding appliedByUser(String kind, String name, String location) {
    String message =
        kind
            + " "
            + name
            + " was applied by a user in cluster "
            + scope.target()
            + " and differs from the one here; it is left as it is: make both the same, or delete"
            + " the one there";
    return new PushFinding(
        ConditionType.PushConflict, Reason.AppliedByUser, message, Optional.ofNullable(location));
  }

  private PushFinding overridden(String name, int here, int there) {
    return PushFinding.ofLocation(
        name,
        ConditionType.UnitsOverridden,
        Reason.ScaledLocally,
        "units are "
            + there
            + " in cluster "
            + scope.target()
            + ", where they were scaled, and "
            + here
            + " here; what is there stands until both are the same");
  }
}
