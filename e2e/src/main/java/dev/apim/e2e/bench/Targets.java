package dev.apim.e2e.bench;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apim.e2e.app.GatewayProcess;
import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.load.Arrivals;
import dev.apim.e2e.region.Objects;
import dev.apim.e2e.region.Region;
import dev.apim.e2e.region.Site;
import dev.apim.e2e.region.TwoRegions;
import dev.apim.e2e.tools.Home;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Targets without an operator: namespaces in the API servers of the secondary regions, each with a
 * self-hosted gateway that follows the pointer there.
 */
final class Targets implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int PAUSE_MILLIS = 1300;

  private final TwoRegions regions;
  private final List<GatewayProcess> gateways = new ArrayList<>();
  private final Map<String, Site> sites = new LinkedHashMap<>();

  private Targets(TwoRegions regions) {
    this.regions = regions;
  }

  /** Adds them, in turn in each secondary region, and waits until every gateway serves. */
  static Targets add(TwoRegions regions, int count) {
    Targets targets = new Targets(regions);
    List<Site> sites = regions.sites().stream().filter(site -> site != regions.primary()).toList();
    for (int i = 1; i <= count; i++) {
      targets.add(sites.get(i % sites.size()), "target-" + i);
    }
    targets.gateways.forEach(GatewayProcess::awaitReady);
    return targets;
  }

  private void add(Site site, String name) {
    new Objects(site.cluster(), name).apply(rights(name)).orThrow();
    String token = site.cluster().serviceAccountToken(name, "push");
    regions.primary().region().writeKubeconfig(name, site.cluster().kubeconfigWithToken(token));
    new Objects(regions.primary().cluster(), Region.SYSTEM)
        .apply(
            """
            apiVersion: apim.dev/v1alpha1
            kind: GatewayCluster
            metadata: {name: %s}
            spec: {kubeconfigSecretRef: {name: %s}, namespace: %s}
            """
                .formatted(name, Region.secretName(name), name))
        .orThrow();
    sites.put(name, site);
    regions
        .primary()
        .objects()
        .apply(
            """
            apiVersion: apim.dev/v1alpha1
            kind: GatewayLocation
            metadata: {name: %s}
            spec:
              instanceRef: {name: %s}
              region: %s
              cluster: %s
              hosting: SelfHosted
            """
                .formatted(name, TwoRegions.INSTANCE, name, name))
        .orThrow();
    await("the pointer in " + name)
        .atMost(LIMIT)
        .until(
            () ->
                new Objects(site.cluster(), name)
                    .get("apimconfig", TwoRegions.INSTANCE)
                    .isObject());
    Path directory = Home.tree().resolve("e2e/target/processes/targets");
    gateways.add(
        GatewayProcess.start(
            site.cluster(),
            new GatewayProcess.Settings(
                directory, name, name, TwoRegions.INSTANCE, name, name, Map.of())));
  }

  /** The accounts of the primary and of the gateway. What they may do is tested elsewhere. */
  private static String rights(String namespace) {
    return """
        apiVersion: v1
        kind: Namespace
        metadata: {name: %1$s}
        ---
        apiVersion: v1
        kind: ServiceAccount
        metadata: {name: push}
        ---
        apiVersion: v1
        kind: ServiceAccount
        metadata: {name: %1$s-gateway}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: bench}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
        subjects:
          - {kind: ServiceAccount, name: %1$s-gateway, namespace: %1$s}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: bench-%1$s}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
        subjects:
          - {kind: ServiceAccount, name: push, namespace: %1$s}
        """
        .formatted(namespace);
  }

  /** Edits as a round does, to the gateways of all regions and targets. */
  Map<String, Object> measure(Round base, int samples, Consumer<String> progress) {
    Round round = new Round(regions, List.of(), progress);
    try (Arrivals arrivals = new Arrivals()) {
      for (int i = -2; i < samples; i++) {
        await().pollDelay(Duration.ofMillis(PAUSE_MILLIS)).until(() -> true);
        String path = "targets-" + (i + 2);
        List<URI> all = new ArrayList<>(regions.gateways("/" + path + "/hello"));
        gateways.forEach(gateway -> all.add(gateway.url("/" + path + "/hello")));
        Map<URI, Double> seen = arrivals.after(() -> regions.setApiPath(path), all, LIMIT);
        if (seen.size() < all.size()) {
          throw new IllegalStateException("not served everywhere after " + LIMIT);
        }
        if (i >= 0) {
          round.total().add(seen.values().stream().mapToDouble(time -> time).max().orElseThrow());
        }
      }
    }
    return round.comparedWith(base);
  }

  /**
   * Ends the gateways and removes the locations, so that what is measured afterwards is not pushed
   * to targets; the namespaces stay, of no use to anybody.
   */
  @Override
  public void close() {
    gateways.forEach(GatewayProcess::close);
    Cluster primary = regions.primary().cluster();
    for (String name : sites.keySet()) {
      primary.kubectl("delete", "gwloc", name, "-n", TwoRegions.NAMESPACE).orThrow();
    }
    sites.forEach(Targets::awaitRemoval);
    for (String name : sites.keySet()) {
      primary.kubectl("delete", "gwcluster", name, "-n", Region.SYSTEM).orThrow();
      primary.kubectl("delete", "secret", Region.secretName(name), "-n", Region.SYSTEM).orThrow();
    }
  }

  /** Nobody there carries out a removal, so that its last sign is the mark at the pointer. */
  private static void awaitRemoval(String name, Site site) {
    await("the end of " + name)
        .atMost(LIMIT)
        .until(
            () -> {
              JsonNode pointer =
                  new Objects(site.cluster(), name).get("apimconfig", TwoRegions.INSTANCE);
              return pointer.at("/spec/state").asText().equals("Removed")
                  || pointer.isMissingNode();
            });
  }
}
