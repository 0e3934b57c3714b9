package dev.apim.operator.domain.sync;

import dev.apim.api.v1alpha1.ConditionType;
import dev.apim.api.v1alpha1.Fence;
import dev.apim.api.v1alpha1.GatewayConfigurationSpec;
import dev.apim.api.v1alpha1.OriginState;
import dev.apim.api.v1alpha1.Reason;
import dev.apim.operator.domain.sync.PushStep.ApplyPointer;
import dev.apim.operator.domain.sync.PushStep.PutParts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Compares a publication with what a target holds (B77, B82): parts first, then the pointer, then
 * the copies of instance and locations; for a target that has none yet the pointer last. What a
 * user or another primary has there is never overwritten. A target that has it all gets nothing.
 */
public final class PushPlanner {

  private PushPlanner() {}

  /** Plans the push of one instance to a target that runs at least one of its locations. */
  public static PushPlan plan(Publication publication, PushScope scope, TargetView seen) {
    Seen<GatewayConfigurationSpec> pointer = seen.pointers().get(publication.name());
    return switch (standing(pointer, publication, scope)) {
      case FOREIGN -> refused(publication, foreign(publication, scope, pointer.spec().fence()));
      case AHEAD -> refused(publication, ahead(publication, scope, pointer.spec()));
      case STALE -> RemovalPlanner.plan(publication.name(), publication.namespace(), scope, seen);
      case REMOVING -> new PushPlan(List.of(), List.of());
      case ABSENT, OURS, USERS -> push(publication, scope, seen);
    };
  }

  /** Whether the pointer there names the very content of a publication. */
  public static boolean isServed(Publication publication, TargetView seen) {
    Seen<GatewayConfigurationSpec> pointer = seen.pointers().get(publication.name());
    return pointer != null
        && pointer.spec().state() == OriginState.Active
        && hash(pointer.spec()).equals(hash(publication.pointer()));
  }

  /** Whether a target is to have an instance: it runs locations of it, or goes on with one. */
  public static boolean isServing(Publication publication, PushScope scope, TargetView seen) {
    return publication.clusters().contains(scope.target())
        || seen.locationsOf(publication.name()).entrySet().stream()
            .filter(entry -> entry.getValue().spec().origin() != null)
            .anyMatch(
                entry ->
                    publication.keeps(scope.target(), entry.getKey(), entry.getValue().spec()));
  }

  private static PushPlan push(Publication publication, PushScope scope, TargetView seen) {
    CopyPlanner copies = new CopyPlanner(publication, scope, seen);
    copies.plan();
    if (copies.isRefused()) {
      return new PushPlan(List.of(), copies.findings());
    }
    Seen<GatewayConfigurationSpec> pointer = seen.pointers().get(publication.name());
    if (pointer != null && publication.isHeldIn(scope.target())) {
      return new PushPlan(copies.steps(), copies.findings());
    }
    List<PushStep> steps = new ArrayList<>();
    if (pointer == null || !hash(pointer.spec()).equals(hash(publication.pointer()))) {
      steps.add(new PutParts(publication.snapshot(), publication.secrets()));
    }
    List<PushStep> move =
        pointer == null || differs(pointer, publication)
            ? List.of(new ApplyPointer(publication.pointer()))
            : List.of();
    steps.addAll(pointer == null ? copies.steps() : move);
    steps.addAll(pointer == null ? move : copies.steps());
    return new PushPlan(steps, copies.findings());
  }

  private static Standing standing(
      Seen<GatewayConfigurationSpec> pointer, Publication publication, PushScope scope) {
    return pointer == null
        ? Standing.ABSENT
        : Standing.of(
            pointer, pointer.spec().fence(), pointer.spec().state(), publication, scope.identity());
  }

  private static boolean differs(Seen<GatewayConfigurationSpec> pointer, Publication publication) {
    Map<String, String> labels = PushScope.labels(publication.namespace(), publication.name());
    return !Copies.withoutSpentToken(pointer.spec())
            .equals(Copies.withoutSpentToken(publication.pointer()))
        || !pointer.labels().entrySet().containsAll(labels.entrySet());
  }

  private static String hash(GatewayConfigurationSpec pointer) {
    return pointer.active().hash();
  }

  private static PushPlan refused(Publication publication, PushFinding finding) {
    return new PushPlan(List.of(), List.of(finding));
  }

  private static PushFinding foreign(Publication publication, PushScope scope, Fence there) {
    boolean promotedToo =
        there.lineage().equals(publication.fence().lineage())
            && !there.holder().equals(scope.identity());
    return PushFinding.ofInstance(
        ConditionType.PushConflict,
        Reason.ForeignHolder,
        promotedToo
            ? promotedToo(publication, scope, there)
            : CopyPlanner.foreign(publication, scope));
  }

  private static String promotedToo(Publication publication, PushScope scope, Fence there) {
    return ("another cluster was promoted too and publishes \"%s\" to cluster %s since epoch %d;"
            + " nothing is overwritten there. Decide for one of them, and set spec.promotion: {epoch:"
            + " %d, acceptLoss: true} in it")
        .formatted(
            publication.name(),
            scope.target(),
            there.epoch(),
            Math.max(there.epoch(), publication.fence().epoch()) + 1);
  }

  private static PushFinding ahead(
      Publication publication, PushScope scope, GatewayConfigurationSpec there) {
    return PushFinding.ofInstance(
        ConditionType.HistoryDiverged,
        Reason.TargetAhead,
        "cluster "
            + scope.target()
            + " holds revision "
            + there.fence().sequence()
            + " of epoch "
            + there.fence().epoch()
            + ", newer than revision "
            + publication.fence().sequence()
            + " of epoch "
            + publication.fence().epoch()
            + " here; this cluster was restored from a backup, and publishing has stopped: to go on"
            + " with what is here, set spec.promotion: {epoch: "
            + (there.fence().epoch() + 1)
            + ", acceptLoss: true}, or delete the GatewayConfiguration here, and it is numbered"
            + " above");
  }
}
