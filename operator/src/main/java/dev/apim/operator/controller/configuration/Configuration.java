package dev.apim.operator.controller.configuration;

import dev.apim.api.config.Snapshot;
import dev.apim.api.v1alpha1.ApiManagementInstance;
import dev.apim.api.v1alpha1.ApiManagementInstanceSpec;
import dev.apim.api.v1alpha1.Condition;
import dev.apim.api.v1alpha1.GatewayConfiguration;
import dev.apim.api.v1alpha1.GatewayConfigurationSpec;
import dev.apim.api.v1alpha1.GatewayLocationSpec;
import dev.apim.api.v1alpha1.Reason;
import dev.apim.compiler.ConfigurationObjects;
import dev.apim.operator.controller.EventRecorder;
import dev.apim.operator.controller.configuration.Publisher.Outcome;
import dev.apim.operator.domain.promotion.PromotionPlan;
import dev.apim.operator.domain.promotion.PromotionPlan.HandOver;
import dev.apim.operator.domain.sync.InstanceKey;
import dev.apim.operator.domain.sync.Judgement;
import dev.apim.operator.domain.sync.Publication;
import dev.apim.operator.domain.sync.WavePlan;
import dev.apim.operator.domain.topology.ClusterFacts;
import dev.apim.operator.domain.topology.LocationPlan;
import dev.apim.operator.domain.topology.TopologyPlan;
import dev.apim.operator.domain.topology.TopologyPlanner;
import dev.apim.operator.observe.TopologyObserver;
import dev.apim.operator.remote.OwnCluster;
import dev.apim.operator.remote.PublicationReports;
import dev.apim.operator.remote.PublicationReports.Obstacle;
import dev.apim.operator.remote.Publications;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Decides whether this operator publishes an instance, has it done, and says what came of it. */
@ApplicationScoped
class Configuration {

  private static final int SHORT_HASH = 12;

  private final OwnCluster own;
  private final Pointers pointers;
  private final Promotions promotions;
  private final Succession succession;
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
      Pointers pointers,
      Promotions promotions,
      Succession succession,
      Publisher publisher,
      LocalParts parts,
      SecretCarriage secrets,
      Publications publications,
      InstanceStates states,
      PublicationReports reports,
      EventRecorder events) {
    this.own = own;
    this.pointers = pointers;
    this.promotions = promotions;
    this.succession = succession;
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
    TopologyPlan topology = topology(instance, sources);
    Optional<GatewayConfiguration> pointer = pointers.read(instance);
    Optional<GatewayConfigurationSpec> spec = pointer.map(GatewayConfiguration::getSpec);
    PromotionPlan plan = promotions.plan(instance, topology, spec);
    if (plan instanceof PromotionPlan.Follow) {
      follow(instance, topology, plan, spec);
      return false;
    }
    if (!topology.instance().accepted()) {
      states.put(
          key,
          InstanceState.refusing(
              Judgement.withoutAcceptedInstance(key.name(), topology.instance().message())));
      publications.retain(key, sources.locationNames());
      return false;
    }
    if (plan instanceof PromotionPlan.TakeOver takeOver) {
      ConfigurationObjects older = promotions.older(sources, spec);
      Optional<Obstacle> obstacle =
          succession.takeOver(instance, pointer.orElseThrow(), takeOver, older);
      reports.report(key, obstacle);
      return obstacle.isEmpty();
    }
    return lead(instance, sources, topology, pointer, plan);
  }

  private boolean lead(
      ApiManagementInstance instance,
      Sources sources,
      TopologyPlan topology,
      Optional<GatewayConfiguration> pointer,
      PromotionPlan plan) {
    InstanceKey key = InstanceKeys.of(instance);
    final Outcome outcome;
    if (plan instanceof PromotionPlan.Freeze) {
      outcome = publisher.current(instance, pointer);
    } else {
      Optional<HandOver> handover =
          plan instanceof HandOver successor ? Optional.of(successor) : Optional.empty();
      outcome = publisher.publish(instance, pointer, sources, handover);
    }
    outcome.pointer().ifPresent(active -> push(instance, sources, topology, active, outcome, plan));
    boolean frozen =
        outcome.pointer().flatMap(GatewayConfigurationSpec::pendingHandover).isPresent();
    states.put(
        key,
        frozen
            ? InstanceState.refusing(Succession.handedOver(outcome.pointer().orElseThrow()))
            : StateOfObjects.of(sources, outcome, published(key)));
    return outcome.published();
  }

  private void follow(
      ApiManagementInstance instance,
      TopologyPlan topology,
      PromotionPlan plan,
      Optional<GatewayConfigurationSpec> pointer) {
    InstanceKey key = InstanceKeys.of(instance);
    publications.remove(key);
    reports.report(key, Optional.empty());
    states.put(key, InstanceState.refusing(refusal(key, topology)));
    note(instance, topology, plan, pointer, false, Stream.empty());
  }

  private void note(
      ApiManagementInstance instance,
      TopologyPlan topology,
      PromotionPlan plan,
      Optional<GatewayConfigurationSpec> pointer,
      boolean leads,
      Stream<Condition> more) {
    Stream<Condition> readiness = promotions.readiness(instance, topology, pointer, leads).stream();
    Stream<Condition> progress = plan.note().map(Promotions::condition).stream();
    reports.note(
        InstanceKeys.of(instance),
        Stream.of(more, readiness, progress).flatMap(conditions -> conditions).toList());
  }

  private PublishedSequences published(InstanceKey key) {
    return sequences.computeIfAbsent(key, unknown -> new PublishedSequences());
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
    reports.forget(key);
  }

  /** A bucket or manifest was deleted: what is needed is made again. */
  void partDeleted(InstanceKey key) {
    parts.forget(key);
  }

  private TopologyPlan topology(ApiManagementInstance instance, Sources sources) {
    ClusterFacts clusters = new ClusterFacts(own.name(), Set.of(own.name()), Set.of());
    return new TopologyPlanner(clusters)
        .plan(
            TopologyObserver.instance(instance),
            sources.locations().stream().map(TopologyObserver::location).toList());
  }

  private static Judgement refusal(InstanceKey key, TopologyPlan topology) {
    if (topology.holder()) {
      return Succession.notYet();
    }
    return topology
        .primary()
        .flatMap(topology::location)
        .map(primary -> Judgement.notPrimary(primary.name(), primary.cluster()))
        .orElseGet(
            () ->
                topology.instance().accepted()
                    ? new Judgement(
                        false,
                        Reason.NotPrimary,
                        "the primary location is not known in this cluster yet")
                    : Judgement.withoutAcceptedInstance(key.name(), topology.instance().message()));
  }

  private void push(
      ApiManagementInstance instance,
      Sources sources,
      TopologyPlan topology,
      GatewayConfigurationSpec pointer,
      Outcome outcome,
      PromotionPlan plan) {
    if (outcome.active().isEmpty()
        || !outcome.active().get().snapshot().hash().equals(pointer.active().hash())) {
      return;
    }
    InstanceKey key = InstanceKeys.of(instance);
    Snapshot snapshot = outcome.active().get().snapshot();
    long sequence = pointer.fence().sequence();
    published(key).update(outcome.active().get().document(), sequence);
    succession.settle(instance, sources, pointer);
    Map<String, GatewayLocationSpec> locations = locations(sources, topology);
    WavePlan wave = wave(instance, sources, locations, sequence);
    publications.put(
        new Publication(
            key.namespace(),
            key.name(),
            carried(instance, topology, plan),
            locations,
            pointer,
            snapshot,
            secrets.of(key, outcome.active().get().document()),
            pointer.pendingHandover().isEmpty() ? wave.held() : Set.of(),
            Moves.arrived(sources.locations(), locations, Instant.now())));
    note(
        instance,
        topology,
        plan,
        Optional.of(pointer),
        true,
        Stream.concat(Pins.condition(instance, pointer).stream(), Waves.condition(wave).stream()));
    if (outcome.published()) {
      String text =
          "revision " + sequence + " (" + snapshot.hash().substring(0, SHORT_HASH) + ") is active";
      events.record(instance, true, Reason.Published.name(), text);
    }
  }

  /** While the next primary cannot take over, copies say who publishes until then. */
  private static ApiManagementInstanceSpec carried(
      ApiManagementInstance instance, TopologyPlan topology, PromotionPlan plan) {
    if (topology.holder() || !(plan instanceof PromotionPlan.Lead)) {
      return instance.getSpec();
    }
    return topology.locations().values().stream()
        .filter(LocationPlan::runsHere)
        .map(LocationPlan::name)
        .min(Comparator.naturalOrder())
        .map(name -> Publication.ledBy(instance.getSpec(), name))
        .orElse(instance.getSpec());
  }

  private WavePlan wave(
      ApiManagementInstance instance,
      Sources sources,
      Map<String, GatewayLocationSpec> locations,
      long sequence) {
    Map<String, String> clusters = new TreeMap<>();
    locations.forEach((name, spec) -> clusters.put(name, spec.cluster()));
    return Waves.plan(instance, own.name(), sources.locations(), clusters, sequence);
  }

  private static Map<String, GatewayLocationSpec> locations(
      Sources sources, TopologyPlan topology) {
    Map<String, GatewayLocationSpec> locations = new TreeMap<>();
    sources
        .locations()
        .forEach(
            location -> {
              String name = location.getMetadata().getName();
              topology
                  .location(name)
                  .ifPresent(
                      known ->
                          locations.put(name, Publication.in(location.getSpec(), known.cluster())));
            });
    return locations;
  }
}
