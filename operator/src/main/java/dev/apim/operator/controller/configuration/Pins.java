package dev.apim.operator.controller.configuration;

import dev.apim.api.v1alpha1.ApiManagementInstance;
import dev.apim.api.v1alpha1.Condition;
import dev.apim.api.v1alpha1.ConditionType;
import dev.apim.api.v1alpha1.GatewayConfigurationSpec;
import dev.apim.api.v1alpha1.HistoryEntry;
import dev.apim.api.v1alpha1.Reason;
import dev.apim.operator.controller.configuration.Publisher.Configured;
import dev.apim.operator.domain.sync.PinRule;
import dev.apim.operator.domain.sync.RevisionChanges;
import dev.apim.operator.remote.PublicationReports.Obstacle;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Holds a revision of the history active while the instance names it, for rollbacks (B53). */
@ApplicationScoped
class Pins {

  private final LocalParts parts;

  Pins(LocalParts parts) {
    this.parts = parts;
  }

  /**
   * The revision that is pinned; empty where none is, or nothing was ever published.
   *
   * @param active what is active, whose parts need not be read
   */
  Optional<Candidate> candidate(
      ApiManagementInstance instance,
      Optional<GatewayConfigurationSpec> pointer,
      Optional<Configured> active) {
    String pin = instance.getSpec().configuration().pin();
    if (pin == null || pointer.isEmpty() || active.isEmpty()) {
      return Optional.empty();
    }
    PinRule.Choice choice = PinRule.choose(pin, pointer.get());
    if (choice instanceof PinRule.Choice.NotFound none) {
      return Optional.of(refused(active.get(), none.message()));
    }
    HistoryEntry entry = ((PinRule.Choice.Found) choice).entry();
    String changes = RevisionChanges.back(entry.sequence());
    if (entry.hash().equals(active.get().snapshot().hash())) {
      return Optional.of(new Candidate(active.get(), changes, Optional.empty()));
    }
    return Optional.of(
        parts
            .load(InstanceKeys.of(instance), entry.hash())
            .map(snapshot -> new Configured(snapshot, Publisher.document(snapshot)))
            .map(configured -> new Candidate(configured, changes, Optional.empty()))
            .orElseGet(() -> refused(active.get(), lost(entry))));
  }

  /** The condition that tells of the pin. */
  static Optional<Condition> condition(
      ApiManagementInstance instance, GatewayConfigurationSpec pointer) {
    String pin = instance.getSpec().configuration().pin();
    return Optional.ofNullable(pin)
        .filter(wanted -> pointer.active().hash().startsWith(wanted))
        .map(
            held ->
                new Condition(
                    ConditionType.Pinned.name(),
                    Condition.TRUE,
                    Reason.RevisionPinned.name(),
                    "spec.configuration.pin: "
                        + pin
                        + " is active as revision "
                        + pointer.fence().sequence()
                        + "; edits are judged, and published when the pin is removed",
                    null,
                    null));
  }

  private static Candidate refused(Configured active, String message) {
    return new Candidate(active, "", Optional.of(new Obstacle(Reason.RevisionNotFound, message)));
  }

  private static String lost(HistoryEntry entry) {
    return "spec.configuration.pin: the parts of revision "
        + entry.sequence()
        + " ("
        + entry.hash()
        + ") are not in this cluster any more; pin another one";
  }
}
