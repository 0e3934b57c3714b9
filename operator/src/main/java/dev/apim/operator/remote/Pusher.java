package dev.apim.operator.remote;

import dev.apim.api.v1alpha1.ApiManagementInstance;
import dev.apim.api.v1alpha1.ConditionType;
import dev.apim.api.v1alpha1.GatewayLocation;
import dev.apim.api.v1alpha1.GatewayLocationSpec;
import dev.apim.api.v1alpha1.Reason;
import dev.apim.operator.domain.sync.InstanceKey;
import dev.apim.operator.domain.sync.Publication;
import dev.apim.operator.domain.sync.PushFinding;
import dev.apim.operator.domain.sync.PushPlan;
import dev.apim.operator.domain.sync.PushPlanner;
import dev.apim.operator.domain.sync.PushScope;
import dev.apim.operator.domain.sync.PushStep;
import dev.apim.operator.domain.sync.RemovalPlanner;
import dev.apim.operator.domain.sync.TargetView;
import dev.apim.operator.observe.Answers;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Brings one instance in one target up to date: view, plan, writes in order, report. */
final class Pusher {

  private static final Logger LOG = Logger.getLogger(Pusher.class);

  /** An answer names one unknown field of each level; a whole section is one. */
  private static final int MOST_TRIES = 8;

  private final PushEnvironment environment;
  private final PushReports reports;
  private final RefusedSteps refused = new RefusedSteps();
  private final Set<InstanceKey> filled = ConcurrentHashMap.newKeySet();

  Pusher(PushEnvironment environment, PushReports reports) {
    this.environment = environment;
    this.reports = reports;
  }

  /**
   * Pushes; a target that has it all gets no request, but for a look after its Secrets and parts
   * now and then.
   *
   * @throws KubernetesClientException where another try may help
   * @throws OtherNameException where the cluster may go by another name than it has here
   */
  void push(InstanceKey key, RemoteObjects objects, TargetWriter writer) {
    Optional<Publication> publication = environment.publications().find(key);
    TargetView view = objects.view();
    Optional<PushPlan> plan = plan(key, publication, view);
    if (plan.isEmpty()) {
      return;
    }
    tellIfRebuilt(key, publication, view);
    List<PushFinding> findings = new ArrayList<>(plan.get().findings());
    for (PushStep step : plan.get().steps()) {
      if (!run(step, key, objects, writer, findings)) {
        break;
      }
    }
    if (publication.isPresent()) {
      reports.put(key, findings);
    } else {
      reports.remove(key);
    }
    publication
        .filter(whole -> PushPlanner.isServed(whole, view))
        .ifPresent(whole -> writer.restore(key, whole));
  }

  private Optional<PushPlan> plan(
      InstanceKey key, Optional<Publication> publication, TargetView view) {
    PushScope scope = environment.scope();
    if (publication.isPresent() && PushPlanner.isServing(publication.get(), scope, view)) {
      return Optional.of(PushPlanner.plan(publication.get(), scope, view));
    }
    return isGoneFromTarget(key, publication, view)
        ? Optional.of(RemovalPlanner.plan(key.name(), key.namespace(), scope, view))
        : Optional.empty();
  }

  /**
   * Whether a target is to have nothing of an instance any more (B68). That a location was sent to
   * another cluster counts with a publication only, which knows whether it has arrived there; after
   * a restart there is none yet.
   *
   * @throws OtherNameException where it may be that they only seem to be in another cluster
   */
  boolean isGoneFromTarget(InstanceKey key, Optional<Publication> publication, TargetView view) {
    if (!RemovalPlanner.copied(environment.scope(), view).contains(key)) {
      return false;
    }
    if (publication.isEmpty()
        && environment
            .originals()
            .isGone(ApiManagementInstance.class, key.namespace(), key.name())) {
      return true;
    }
    List<String> running =
        view.locations().entrySet().stream()
            .filter(entry -> isIn(key, entry.getValue().spec()))
            .map(Map.Entry::getKey)
            .toList();
    if (running.isEmpty()) {
      publication.ifPresent(
          whole ->
              OtherNameException.check(
                  environment.scope().target(),
                  key,
                  whole,
                  view.locations(),
                  environment.elsewhere()));
      return publication.isPresent();
    }
    return running.stream().allMatch(location -> hasLeft(key, location, publication.isPresent()));
  }

  private boolean isIn(InstanceKey key, GatewayLocationSpec spec) {
    return spec.origin() != null
        && spec.instanceRef().name().equals(key.name())
        && environment.scope().target().equals(spec.cluster());
  }

  private boolean hasLeft(InstanceKey key, String location, boolean published) {
    return environment.originals().isGone(GatewayLocation.class, key.namespace(), location)
        || (published && isSentElsewhere(key, location));
  }

  private boolean isSentElsewhere(InstanceKey key, String location) {
    return environment
        .originals()
        .find(GatewayLocation.class, key.namespace(), location)
        .filter(original -> !environment.scope().target().equals(original.getSpec().cluster()))
        .isPresent();
  }

  private void tellIfRebuilt(InstanceKey key, Optional<Publication> publication, TargetView view) {
    boolean present = view.pointers().containsKey(key.name());
    if (publication.isPresent() && !present && filled.remove(key)) {
      environment.listener().rebuilt(key);
    } else if (present) {
      filled.add(key);
    }
  }

  /** Returns false where the steps after this one must wait. */
  private boolean run(
      PushStep step,
      InstanceKey key,
      RemoteObjects objects,
      TargetWriter writer,
      List<PushFinding> findings) {
    if (step instanceof PushStep.RemoveLocation remove
        && remove.needsProof()
        && !environment.originals().isGone(GatewayLocation.class, key.namespace(), remove.name())) {
      LOG.debugf("%s is missing in the cache only, the push waits", remove.name());
      return false;
    }
    StepTarget target = StepTarget.of(step, key);
    String seen = objects.resourceVersion(target.kind(), target.name());
    Optional<PushFinding> known = refused.find(key, target.text(), step, seen);
    if (known.isPresent()) {
      findings.add(known.get());
      return !(step instanceof PushStep.PutParts);
    }
    Optional<PushFinding> met = write(step, key, target, seen, writer);
    met.ifPresentOrElse(
        finding -> {
          refused.put(key, target.text(), step, seen, finding);
          findings.add(finding);
        },
        () -> {
          refused.remove(key, target.text());
          tell(step, key);
        });
    return met.isEmpty() || !(step instanceof PushStep.PutParts);
  }

  /** Writes; a copy in a cluster with older CRDs goes without what they have no field for. */
  private Optional<PushFinding> write(
      PushStep step, InstanceKey key, StepTarget target, String seen, TargetWriter writer) {
    UnknownFields leftOut = UnknownFields.NONE;
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      try {
        writer.write(step, key, seen, leftOut);
        return leftOut.isEmpty()
            ? Optional.empty()
            : Optional.of(tooOld(target, leftOut, "the copy goes without"));
      } catch (KubernetesClientException e) {
        UnknownFields unknown = UnknownFields.of(e);
        if (!isCopy(step) || !unknown.canBeLeftOut()) {
          return Optional.of(finding(e, target));
        }
        leftOut = leftOut.and(unknown);
      }
    }
    return Optional.of(tooOld(target, leftOut, "the copy stays as it was"));
  }

  private static boolean isCopy(PushStep step) {
    return step instanceof PushStep.ApplyInstance || step instanceof PushStep.ApplyLocation;
  }

  private PushFinding tooOld(StepTarget target, UnknownFields unknown, String what) {
    return new PushFinding(
        ConditionType.PushConflict,
        Reason.TargetTooOld,
        where(target)
            + ": the CRDs there are older and have no field for "
            + unknown.text()
            + "; "
            + what
            + ": upgrade the chart there",
        target.location());
  }

  private void tell(PushStep step, InstanceKey key) {
    LOG.debugf("%s: %s for %s", environment.scope().target(), step.getClass(), key);
    if (step instanceof PushStep.ApplyPointer apply) {
      Instant published = Instant.parse(apply.spec().active().publishedAt());
      environment
          .listener()
          .pushed(key, apply.spec().fence().sequence(), Duration.between(published, Instant.now()));
    }
  }

  private PushFinding finding(KubernetesClientException e, StepTarget target) {
    UnknownFields unknown = UnknownFields.of(e);
    if (!unknown.isEmpty()) {
      return tooOld(target, unknown, "it stays as it was");
    }
    List<String> fields = RemoteErrors.conflictingFields(e);
    if (fields.isEmpty() && !Answers.isInvalid(e)) {
      throw e;
    }
    String message =
        fields.isEmpty()
            ? where(target) + " was refused: " + Answers.text(e)
            : where(target)
                + ": "
                + String.join(", ", fields)
                + " was changed there and is left as it is: undo the change there, or delete the"
                + " copy, which is then made again";
    return new PushFinding(
        ConditionType.PushConflict, Reason.FieldConflict, message, target.location());
  }

  private String where(StepTarget target) {
    return target.text() + " in cluster " + environment.scope().target();
  }
}
