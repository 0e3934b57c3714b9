package dev.apim.operator.manifest;

import dev.apim.api.v1alpha1.ReplicaResourcesSpec;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.ArrayList;
import java.util.List;

/** The container of a gateway replica. */
final class GatewayContainer {

  private static final String DATA = "/var/lib/apim";
  private static final String MANAGEMENT = "management";
  private static final Quantity DATA_LIMIT = new Quantity("64Mi");

  private GatewayContainer() {}

  static Container of(LocationContext context) {
    return new ContainerBuilder()
        .withName(Labels.GATEWAY)
        .withImage(context.gatewayImage())
        .withImagePullPolicy("IfNotPresent")
        .withPorts(port("http", 8080), port(MANAGEMENT, 8081))
        .withEnv(environment(context))
        .withResources(resources(context.instanceSpec().gateway().replicaResources()))
        .withSecurityContext(restricted())
        .withStartupProbe(probe("/live", 1, 2, 60))
        .withLivenessProbe(liveness(context.platform()))
        .withReadinessProbe(probe("/ready", 2, 2, 2))
        .withTerminationMessagePath("/dev/termination-log")
        .withTerminationMessagePolicy("File")
        .withVolumeMounts(
            new VolumeMountBuilder().withName("data").withMountPath(DATA).build(),
            new VolumeMountBuilder().withName("tmp").withMountPath("/tmp").build())
        .build();
  }

  /** The local copy lies in memory, never on a disk, since secrets will lie beside it. */
  static List<Volume> volumes() {
    return List.of(
        new VolumeBuilder()
            .withName("data")
            .withNewEmptyDir()
            .withMedium("Memory")
            .withSizeLimit(DATA_LIMIT)
            .endEmptyDir()
            .build(),
        new VolumeBuilder().withName("tmp").withNewEmptyDir().endEmptyDir().build());
  }

  private static List<EnvVar> environment(LocationContext context) {
    List<EnvVar> environment = new ArrayList<>(identity(context));
    environment.addAll(GatewayEnvironment.of(context.instanceSpec().gateway()));
    return environment;
  }

  private static List<EnvVar> identity(LocationContext context) {
    return List.of(
        new EnvVar("APIM_INSTANCE", context.instance(), null),
        new EnvVar("APIM_LOCATION", context.location(), null),
        new EnvVar("APIM_REGION", context.spec().region(), null),
        new EnvVar("APIM_DATA_DIR", DATA, null),
        ofPod("APIM_NAMESPACE", "metadata.namespace"),
        ofPod("APIM_REPLICA_NAME", "metadata.name"),
        ofPod("APIM_POD_UID", "metadata.uid"),
        ofPod("APIM_ZONE", "metadata.labels['" + Labels.NODE_ZONE + "']"));
  }

  private static EnvVar ofPod(String name, String field) {
    return new EnvVarBuilder()
        .withName(name)
        .withNewValueFrom()
        .withNewFieldRef("v1", field)
        .endValueFrom()
        .build();
  }

  private static ContainerPort port(String name, int port) {
    return new ContainerPortBuilder()
        .withName(name)
        .withContainerPort(port)
        .withProtocol("TCP")
        .build();
  }

  private static ResourceRequirements resources(ReplicaResourcesSpec size) {
    Quantity memory = Quantities.ofMebibytes(size.memoryMebibytes());
    return new ResourceRequirementsBuilder()
        .addToRequests("cpu", Quantities.ofMillicores(size.cpuMillicores()))
        .addToRequests("memory", memory)
        .addToLimits("memory", memory)
        .build();
  }

  private static SecurityContext restricted() {
    return new SecurityContextBuilder()
        .withAllowPrivilegeEscalation(false)
        .withReadOnlyRootFilesystem(true)
        .withNewCapabilities()
        .withDrop("ALL")
        .endCapabilities()
        .build();
  }

  /**
   * One that does not answer has no traffic after four seconds, so that restarting it is for what
   * hangs for good: a starved one is not helped by the start of a process, which takes more.
   */
  private static Probe liveness(Platform platform) {
    return platform == Platform.FIRST ? probe("/live", 10, 2, 3) : probe("/live", 10, 5, 6);
  }

  private static Probe probe(String path, int periodSeconds, int timeoutSeconds, int failures) {
    return new ProbeBuilder()
        .withNewHttpGet()
        .withPath(path)
        .withPort(new IntOrString(MANAGEMENT))
        .withScheme("HTTP")
        .endHttpGet()
        .withPeriodSeconds(periodSeconds)
        .withTimeoutSeconds(timeoutSeconds)
        .withSuccessThreshold(1)
        .withFailureThreshold(failures)
        .build();
  }
}
