package dev.apim.operator.controller.configuration;

import dev.apim.api.v1alpha1.ApiManagementInstance;
import dev.apim.api.v1alpha1.GatewayConfiguration;
import dev.apim.api.v1alpha1.GatewayConfigurationSpec;
import dev.apim.api.v1alpha1.Reason;
import dev.apim.compiler.ConfigurationObjects;
import dev.apim.operator.controller.EventRecorder;
import dev.apim.operator.controller.configuration.Publisher.Configured;
import dev.apim.operator.domain.Excerpt;
import dev.apim.operator.domain.promotion.Note;
import dev.apim.operator.domain.promotion.PromotionPlan;
import dev.apim.operator.domain.sync.InstanceKey;
import dev.apim.operator.domain.sync.Judgement;
import dev.apim.operator.remote.PublicationReports.Obstacle;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Carries out that this cluster becomes the holder (B10b): sources first, then one write of the
 * pointer, then the copies. Before that write the old holder is in office, after it this one; a
 * crash in between is made good by the next loop.
 */
@ApplicationScoped
class Succession {

  private static final Logger LOG = Logger.getLogger(Succession.class);

  /** What stands against a promotion while parts of the active revision are missing here. */
  private static final Obstacle NOT_WHOLE =
      new Obstacle(Reason.PromotionPending, "the active revision is not whole in this cluster yet");

  private static final int LONGEST_CHANGES = 256;
  private static final int MOST_TOLD = 3;

  private final Publisher publisher;
  private final Adoption adoption;
  private final Leftovers leftovers;
  private final EventRecorder events;

  Succession(Publisher publisher, Adoption adoption, Leftovers leftovers, EventRecorder events) {
    this.publisher = publisher;
    this.adoption = adoption;
    this.leftovers = leftovers;
    this.events = events;
  }

  /**
   * Takes over, where the whole active revision is here and its sources are taken.
   *
   * @param here the sources here that may be older than the active revision
   * @return what stands against it; empty where it took over
   */
  Optional<Obstacle> takeOver(
      ApiManagementInstance instance,
      GatewayConfiguration pointer,
      PromotionPlan.TakeOver plan,
      ConfigurationObjects here) {
    InstanceKey key = InstanceKeys.of(instance);
    Optional<Configured> active = publisher.active(key, pointer.getSpec());
    if (active.isEmpty()) {
      LOG.infof("%s: the active revision is not whole here yet, the promotion waits", key);
      return Optional.of(NOT_WHOLE);
    }
    List<String> refused = new ArrayList<>(adoption.restore(key, active.get().document()));
    Leftovers.Renewal renewal = leftovers.renew(key, active.get().document(), here);
    refused.addAll(renewal.refused());
    if (!refused.isEmpty()) {
      return Optional.of(refused(refused));
    }
    if (!renewal.waiting().isEmpty()) {
      return Optional.of(renewed(renewal.waiting()));
    }
    String told = plan.note().map(Note::message).orElse("");
    GatewayConfigurationSpec next =
        publisher.takeOver(instance, pointer, active.get(), plan.epoch(), limited(told));
    LOG.infof("%s: this cluster is the primary since epoch %d", key, next.fence().epoch());
    events.record(instance, true, Reason.Promoted.name(), told);
    return Optional.empty();
  }

  private static Obstacle renewed(List<String> objects) {
    return new Obstacle(
        Reason.PromotionPending,
        "objects here that are older than the active revision are made anew: "
            + Excerpt.of(objects, MOST_TOLD, ", "));
  }

  private static Obstacle refused(List<String> objects) {
    return new Obstacle(
        Reason.PromotionPending,
        "this cluster refuses objects of the active revision: "
            + Excerpt.of(objects, MOST_TOLD, "; ")
            + ". Apply each of them here in a form that it takes; the promotion goes on by itself");
  }

  /** Makes what was pushed here this cluster's own, once it holds the pointer. */
  void settle(ApiManagementInstance instance, Sources sources, GatewayConfigurationSpec pointer) {
    adoption.adopt(instance, sources, pointer.fence());
  }

  /** What is said of configuration that is edited after the office was handed over. */
  static Judgement handedOver(GatewayConfigurationSpec pointer) {
    return new Judgement(
        false,
        Reason.NotPrimary,
        "the configuration was handed over to cluster "
            + pointer.handover().cluster()
            + "; apply configuration there");
  }

  /** What is said of configuration while the spec alone says that this is the primary. */
  static Judgement notYet() {
    return new Judgement(
        false,
        Reason.NotPrimary,
        "another cluster publishes this instance; the conditions PromotionReady and HistoryDiverged"
            + " of the instance say more");
  }

  private static String limited(String text) {
    return text.length() <= LONGEST_CHANGES ? text : text.substring(0, LONGEST_CHANGES);
  }
}
