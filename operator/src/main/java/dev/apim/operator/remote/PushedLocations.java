package dev.apim.operator.remote;

import dev.apim.api.v1alpha1.Condition;
import dev.apim.api.v1alpha1.ConditionType;
import dev.apim.api.v1alpha1.GatewayLocation;
import dev.apim.api.v1alpha1.Reason;
import dev.apim.operator.domain.sync.InstanceKey;
import dev.apim.operator.domain.sync.Publication;
import dev.apim.operator.domain.sync.PushFinding;
import dev.apim.operator.domain.sync.PushScope;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** The locations that other clusters run for instances held here. */
@ApplicationScoped
class PushedLocations implements RemoteLocations {

  private final RemoteClusters clusters;
  private final Publications publications;

  PushedLocations(RemoteClusters clusters, Publications publications) {
    this.clusters = clusters;
    this.publications = publications;
  }

  @Override
  public Optional<GatewayLocation> find(String cluster, String namespace, String name) {
    return clusters.location(cluster, name).filter(copy -> isCopyOf(copy, namespace));
  }

  @Override
  public Set<String> formerClusters(String cluster, String namespace, String name) {
    Set<String> former = new TreeSet<>();
    clusters
        .copiesOf(name)
        .forEach(
            (where, copy) -> {
              if (!where.equals(cluster)
                  && where.equals(copy.getSpec().cluster())
                  && copy.getSpec().origin() != null
                  && isCopyOf(copy, namespace)) {
                former.add(where);
              }
            });
    return former;
  }

  @Override
  public Optional<PushReport> pushReport(String cluster, String namespace, String location) {
    Optional<InstanceKey> instance = instanceOf(namespace, location);
    return clusters
        .health(cluster)
        .map(
            health -> {
              List<Condition> conditions = new ArrayList<>();
              conditions.add(
                  condition(
                      ConditionType.ClusterReachable,
                      health.reachable(),
                      health.reason(),
                      health.message()));
              instance
                  .flatMap(key -> clusters.findings(cluster, key))
                  .ifPresent(findings -> conditions.addAll(warnings(findings, location)));
              return new PushReport(health.reachable(), conditions);
            });
  }

  @Override
  public void onChange(BiConsumer<String, String> namespaceAndName) {
    clusters.listen(
        new RemoteClusters.Listener() {
          @Override
          public void copyChanged(String cluster, InstanceKey instance) {
            publications
                .find(instance)
                .ifPresent(
                    publication ->
                        publication
                            .locations()
                            .forEach(
                                (name, spec) -> {
                                  if (cluster.equals(spec.cluster())) {
                                    namespaceAndName.accept(instance.namespace(), name);
                                  }
                                }));
          }
        });
  }

  private Optional<InstanceKey> instanceOf(String namespace, String location) {
    return publications.keys().stream()
        .filter(key -> key.namespace().equals(namespace))
        .filter(
            key ->
                publications
                    .find(key)
                    .map(Publication::locations)
                    .map(locations -> locations.containsKey(location))
                    .orElse(false))
        .findFirst();
  }

  private static boolean isCopyOf(GatewayLocation copy, String namespace) {
    Map<String, String> labels = copy.getMetadata().getLabels();
    return labels == null
        || labels.getOrDefault(PushScope.ORIGIN_NAMESPACE, namespace).equals(namespace);
  }

  private static List<Condition> warnings(List<PushFinding> findings, String location) {
    return List.of(
        warning(
            findings, location, ConditionType.PushConflict, Reason.Pushed, Reason.Pushed.meaning()),
        warning(
            findings,
            location,
            ConditionType.UnitsOverridden,
            Reason.AsPushed,
            Reason.AsPushed.meaning()));
  }

  private static Condition warning(
      List<PushFinding> findings,
      String location,
      ConditionType type,
      Reason otherwise,
      String message) {
    return findings.stream()
        .filter(finding -> finding.type() == type)
        .filter(finding -> finding.location().map(location::equals).orElse(true))
        .findFirst()
        .map(finding -> condition(type, true, finding.reason(), finding.message()))
        .orElseGet(() -> condition(type, false, otherwise, message));
  }

  private static Condition condition(
      ConditionType type, boolean status, Reason reason, String message) {
    return new Condition(
        type.name(), status ? Condition.TRUE : Condition.FALSE, reason.name(), message, null, null);
  }
}
