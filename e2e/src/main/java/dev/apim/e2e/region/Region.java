package dev.apim.e2e.region;

import dev.apim.e2e.app.OperatorProcess;
import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.region.RegionSpec.OperatorForm;
import dev.apim.e2e.region.RegionSpec.Role;
import dev.apim.e2e.tools.Home;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One region of the product: a cluster, the chart in it, and the operator that acts there. */
public final class Region implements AutoCloseable {

  /** Namespace of the release. */
  public static final String SYSTEM = "apim-system";

  /** The operator's user name, for the audit log. */
  public static final String OPERATOR_USER = "system:serviceaccount:" + SYSTEM + ":apim-operator";

  private static final String PUSH_ACCOUNT = "apim-push";

  private final Cluster cluster;
  private final RegionSpec spec;
  private final OperatorProcess operator;

  private Region(Cluster cluster, RegionSpec spec, OperatorProcess operator) {
    this.cluster = cluster;
    this.spec = spec;
    this.operator = operator;
  }

  /** Installs the chart with helm and starts the operator; returns when it is ready. */
  public static Region install(Cluster cluster, RegionSpec spec) {
    installChart(cluster, spec);
    return attach(cluster, spec);
  }

  /** Installs the chart with helm; an operator that is a process is not started yet. */
  public static void installChart(Cluster cluster, RegionSpec spec) {
    if (!spec.pushNamespace().isEmpty()) {
      cluster
          .client()
          .resource(
              new NamespaceBuilder()
                  .withNewMetadata()
                  .withName(spec.pushNamespace())
                  .endMetadata()
                  .build())
          .serverSideApply();
    }
    cluster.helm(helmArguments(spec).toArray(String[]::new)).orThrow();
  }

  /** Starts the operator in a cluster that has the chart already. */
  public static Region attach(Cluster cluster, RegionSpec spec) {
    OperatorProcess.Settings settings =
        new OperatorProcess.Settings(
            spec.processes() == null ? ownFolder(cluster, spec) : spec.processes(),
            "operator-" + spec.clusterName(),
            SYSTEM,
            spec.clusterName(),
            "apim-operator",
            Map.of("APIM_GATEWAY_PRIORITY_CLASS", "apim-gateway"));
    OperatorProcess operator =
        switch (spec.operator()) {
          case PROCESS -> OperatorProcess.start(cluster, settings);
          case DETACHED_PROCESS -> OperatorProcess.startDetached(cluster, settings);
          case PODS -> null;
        };
    if (operator != null) {
      operator.awaitReady();
    }
    return new Region(cluster, spec, operator);
  }

  /** Clusters of one name may run side by side; their servers have ports of their own. */
  private static Path ownFolder(Cluster cluster, RegionSpec spec) {
    int port = URI.create(cluster.serverUrl()).getPort();
    return Home.tree().resolve("e2e/target/processes").resolve(spec.clusterName() + "-" + port);
  }

  private static List<String> helmArguments(RegionSpec spec) {
    boolean pods = spec.operator() == OperatorForm.PODS;
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "upgrade",
                "--install",
                "apim",
                chart().toString(),
                "--namespace",
                SYSTEM,
                "--create-namespace",
                "--set",
                "clusterName=" + spec.clusterName(),
                "--set",
                "role=" + spec.role().name().toLowerCase(Locale.ROOT),
                "--set",
                "replicas=" + (pods ? 2 : 0),
                "--wait",
                "--timeout",
                "180s"));
    if (spec.role() == Role.SECONDARY && !spec.pushNamespace().isEmpty()) {
      arguments.addAll(List.of("--set", "push.namespace=" + spec.pushNamespace()));
    }
    spec.values().forEach(value -> arguments.addAll(List.of("--set", value)));
    return arguments;
  }

  /** The chart in this source tree. */
  public static Path chart() {
    return Home.tree().resolve("helm/apim-operator");
  }

  public Cluster cluster() {
    return cluster;
  }

  public String clusterName() {
    return spec.clusterName();
  }

  /** The operator's process; absent where it runs as pods. */
  public Optional<OperatorProcess> operator() {
    return Optional.ofNullable(operator);
  }

  /** A kubeconfig of this region's push account, as a user would hand it to a primary. */
  public String pushKubeconfig() {
    return cluster.kubeconfigWithToken(
        cluster.serviceAccountToken(pushedNamespace(), PUSH_ACCOUNT));
  }

  /**
   * The same with a token that is revoked by deleting a Secret.
   *
   * @param secret name of that Secret, which is made in the namespace that is pushed to
   */
  public String pushKubeconfig(String secret) {
    String namespace = pushedNamespace();
    cluster.kubectl("create", "secret", "generic", secret, "-n", namespace).orThrow();
    return cluster.kubeconfigWithToken(
        cluster
            .kubectl(
                "create",
                "token",
                PUSH_ACCOUNT,
                "--duration=24h",
                "--bound-object-kind=Secret",
                "--bound-object-name=" + secret,
                "-n",
                namespace)
            .orThrow()
            .strip());
  }

  private String pushedNamespace() {
    return spec.pushNamespace().isEmpty() ? SYSTEM : spec.pushNamespace();
  }

  /** Makes a secondary known here: the Secret with its kubeconfig and its GatewayCluster. */
  public void connectTo(Region secondary) {
    writeKubeconfig(secondary.clusterName(), secondary.pushKubeconfig());
    GenericKubernetesResource target = new GenericKubernetesResource();
    target.setApiVersion("apim.dev/v1alpha1");
    target.setKind("GatewayCluster");
    target.setMetadata(
        new ObjectMetaBuilder().withName(secondary.clusterName()).withNamespace(SYSTEM).build());
    target.setAdditionalProperty(
        "spec",
        Map.of(
            "kubeconfigSecretRef",
            Map.of("name", secretName(secondary.clusterName())),
            "namespace",
            secondary.spec.pushNamespace()));
    cluster.client().resource(target).serverSideApply();
  }

  /** Writes the Secret that the GatewayCluster of that name reads its kubeconfig from. */
  public void writeKubeconfig(String clusterName, String kubeconfig) {
    cluster
        .client()
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName(secretName(clusterName))
                .withNamespace(SYSTEM)
                .endMetadata()
                .addToStringData("kubeconfig", kubeconfig)
                .build())
        .forceConflicts()
        .serverSideApply();
  }

  /** Name of the Secret with the kubeconfig of a cluster. */
  public static String secretName(String clusterName) {
    return clusterName + "-kubeconfig";
  }

  /** Ends the operator; the cluster is its owner's to close. */
  @Override
  public void close() {
    if (operator != null) {
      operator.close();
    }
  }
}
