package dev.apim.operator.controller.configuration;

import dev.apim.api.config.ConfigurationDocument;
import dev.apim.api.config.Snapshot;
import dev.apim.api.v1alpha1.ApiManagementInstance;
import dev.apim.api.v1alpha1.GatewayConfigurationSpec;
import dev.apim.api.v1alpha1.GatewayLocationSpec;
import dev.apim.api.v1alpha1.Reason;
import dev.apim.operator.controller.EventRecorder;
import dev.apim.operator.controller.configuration.Publisher.Outcome;
import dev.apim.operator.domain.sync.InstanceKey;
import dev.apim.operator.domain.sync.Judgement;
import dev.apim.operator.domain.sync.Publication;
import dev.apim.operator.domain.topology.ClusterFacts;
import dev.apim.operator.domain.topology.TopologyPlan;
import dev.apim.operator.domain.topology.TopologyPlanner;
import dev.apim.operator.observe.TopologyObserver;
import dev.apim.operator.remote.OwnCluster;
import dev.apim.operator.remote.PublicationReports;
import dev.apim.operator.remote.Publications;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Decides whether this operator publishes an instance, has it done, and says what came of it. */
@ApplicationScoped
class Configuration {

  private static final int SHORT_HASH = 12;

  private final OwnCluster own;
  private final Publisher publisher;
  private final LocalParts parts;
  private final SecretCarriage secrets;
  private final Publications publications;
  private final InstanceStates states;
  private final PublicationReports reports;
  private final EventRecorder events;
  private final Map<InstanceKey, PublishedSequences> sequences = new ConcurrentHashMap<>();

  Configuration(
      OwnCluster own,
      Publisher publisher,
      LocalParts parts,
      SecretCarriage secrets,
      Publications publications,
      InstanceStates states,
      PublicationReports reports,
      EventRecorder events) {
    this.own = own;
    this.publisher = publisher;
    this.parts = parts;
    this.secrets = secrets;
    this.publications = publications;
    this.states = states;
    this.reports = reports;
    this.events = events;
  }

  /** Brings the configuration of an instance up to date; true where a revision was published. */
  boolean reconcile(ApiManagementInstance instance, Sources sources) {
    InstanceKey key = InstanceKeys.of(instance);
    TopologyPlan plan = plan(instance, sources);
    if (instance.getSpec().origin() != null || !plan.holder()) {
      publications.remove(key);
      states.put(key, InstanceState.refusing(refusal(key, plan)));
      return false;
    }
    if (!plan.instance().accepted()) {
      states.put(
          key,
          InstanceState.refusing(
              Judgement.withoutAcceptedInstance(key.name(), plan.instance().message())));
      return false;
    }
    Outcome outcome = publisher.publish(instance, sources);
    outcome.pointer().ifPresent(pointer -> takeOver(instance, sources, plan, pointer, outcome));
    PublishedSequences published =
        sequences.computeIfAbsent(key, unknown -> new PublishedSequences());
    states.put(key, StateOfObjects.of(sources, outcome, published));
    return outcome.published();
  }

  /** Whether something stands against publishing, which is worth another look later. */
  boolean isHeld(InstanceKey key) {
    return reports.isHeld(key);
  }

  /** Forgets an instance that was deleted. */
  void forget(InstanceKey key) {
    publisher.forget(key);
    sequences.remove(key);
    states.remove(key);
    publications.remove(key);
  }

  /** A bucket or manifest was deleted: what is needed is made again. */
  void partDeleted(InstanceKey key) {
    parts.forget(key);
  }

  private TopologyPlan plan(ApiManagementInstance instance, Sources sources) {
    ClusterFacts clusters = new ClusterFacts(own.name(), Set.of(own.name()), Set.of());
    return new TopologyPlanner(clusters)
        .plan(
            TopologyObserver.instance(instance),
            sources.locations().stream().map(TopologyObserver::location).toList());
  }

  private Judgement refusal(InstanceKey key, TopologyPlan plan) {
    return plan.primary()
        .flatMap(plan::location)
        .map(primary -> Judgement.notPrimary(primary.name(), primary.cluster()))
        .orElseGet(
            () ->
                plan.instance().accepted()
                    ? new Judgement(
                        false,
                        Reason.NotPrimary,
                        "the primary location is not known in this cluster yet")
                    : Judgement.withoutAcceptedInstance(key.name(), plan.instance().message()));
  }

  private void takeOver(
      ApiManagementInstance instance,
      Sources sources,
      TopologyPlan plan,
      GatewayConfigurationSpec pointer,
      Outcome outcome) {
    InstanceKey key = InstanceKeys.of(instance);
    if (outcome.active().isEmpty()
        || !outcome.active().get().snapshot().hash().equals(pointer.active().hash())) {
      return;
    }
    Snapshot snapshot = outcome.active().get().snapshot();
    ConfigurationDocument document = outcome.active().get().document();
    long sequence = pointer.fence().sequence();
    sequences.computeIfAbsent(key, k -> new PublishedSequences()).update(document, sequence);
    publications.put(
        new Publication(
            key.namespace(),
            key.name(),
            instance.getSpec(),
            locations(sources, plan),
            pointer,
            snapshot,
            secrets.of(key, document)));
    if (outcome.published()) {
      String text =
          "revision " + sequence + " (" + snapshot.hash().substring(0, SHORT_HASH) + ") is active";
      events.record(instance, true, Reason.Published.name(), text);
    }
  }

  private static Map<String, GatewayLocationSpec> locations(Sources sources, TopologyPlan plan) {
    Map<String, GatewayLocationSpec> locations = new TreeMap<>();
    sources
        .locations()
        .forEach(
            location -> {
              String name = location.getMetadata().getName();
              plan.location(name)
                  .ifPresent(
                      known ->
                          locations.put(name, Publication.in(location.getSpec(), known.cluster())));
            });
    return locations;
  }
}
