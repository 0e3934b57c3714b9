package dev.apim.operator.controller.configuration;

import dev.apim.api.v1alpha1.ApiManagementInstance;
import dev.apim.api.v1alpha1.Condition;
import dev.apim.api.v1alpha1.GatewayConfigurationSpec;
import dev.apim.api.v1alpha1.Origin;
import dev.apim.compiler.ConfigurationObjects;
import dev.apim.operator.domain.promotion.Note;
import dev.apim.operator.domain.promotion.PromotionFacts;
import dev.apim.operator.domain.promotion.PromotionPlan;
import dev.apim.operator.domain.promotion.PromotionPlanner;
import dev.apim.operator.domain.promotion.PromotionReadiness;
import dev.apim.operator.domain.promotion.Rival;
import dev.apim.operator.domain.promotion.Successor;
import dev.apim.operator.domain.topology.LocationPlan;
import dev.apim.operator.domain.topology.TopologyPlan;
import dev.apim.operator.remote.OwnCluster;
import dev.apim.operator.remote.Secondaries;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Gathers what decides who publishes an instance, and tells of it. */
@ApplicationScoped
class Promotions {

  private final OwnCluster own;
  private final Secondaries secondaries;

  Promotions(OwnCluster own, Secondaries secondaries) {
    this.own = own;
    this.secondaries = secondaries;
  }

  PromotionPlan plan(
      ApiManagementInstance instance,
      TopologyPlan topology,
      Optional<GatewayConfigurationSpec> pointer) {
    return PromotionPlanner.plan(facts(instance, topology, pointer));
  }

  /** What may be older than what another cluster has published; nothing where this one holds it. */
  ConfigurationObjects older(Sources sources, Optional<GatewayConfigurationSpec> pointer) {
    return pointer.filter(there -> there.fence().holder().equals(own.identity())).isPresent()
        ? ConfigurationObjects.of(Set.of())
        : sources.objects();
  }

  /** Beforehand: whether this cluster, or every secondary of it, could be the primary. */
  Optional<Condition> readiness(
      ApiManagementInstance instance,
      TopologyPlan topology,
      Optional<GatewayConfigurationSpec> pointer,
      boolean leads) {
    Set<String> others = new TreeSet<>();
    topology.locations().values().stream()
        .map(LocationPlan::cluster)
        .filter(cluster -> !cluster.equals(own.name()))
        .forEach(others::add);
    if (pointer.isEmpty() || others.isEmpty()) {
      return Optional.empty();
    }
    String name = instance.getMetadata().getName();
    Optional<Note> note =
        leads
            ? PromotionReadiness.ofHolder(secondaries.lacking(name, others))
            : Optional.of(
                PromotionReadiness.ofSecondary(
                    own.name(),
                    others,
                    secondaries.trouble(others),
                    facts(instance, topology, pointer).nextEpoch()));
    return note.map(Promotions::condition);
  }

  static Condition condition(Note note) {
    return new Condition(
        note.type().name(),
        note.status() ? Condition.TRUE : Condition.FALSE,
        note.reason().name(),
        note.message(),
        null,
        null);
  }

  private PromotionFacts facts(
      ApiManagementInstance instance,
      TopologyPlan topology,
      Optional<GatewayConfigurationSpec> pointer) {
    Origin origin = instance.getSpec().origin();
    String name = instance.getMetadata().getName();
    Optional<Rival> rival =
        pointer.flatMap(there -> secondaries.rival(name, there.fence().lineage(), own.identity()));
    return new PromotionFacts(
        own.identity(),
        topology.holder(),
        origin != null && !origin.holder().equals(own.identity()),
        pointer,
        Optional.ofNullable(instance.getSpec().promotion()),
        topology.primary().flatMap(topology::location).flatMap(primary -> successor(name, primary)),
        rival);
  }

  private Optional<Successor> successor(String instance, LocationPlan primary) {
    return primary.runsHere()
        ? Optional.empty()
        : Optional.of(
            new Successor(
                primary.name(),
                primary.cluster(),
                secondaries.identity(primary.cluster()),
                secondaries
                    .lacking(instance, primary.cluster())
                    .or(() -> secondaries.dissent(instance, primary.cluster(), primary.name()))));
  }
}
