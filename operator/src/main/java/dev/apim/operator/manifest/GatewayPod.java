package dev.apim.operator.manifest;

import dev.apim.api.v1alpha1.GatewayPodSpec;
import dev.apim.operator.domain.unit.PlannedUnit;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import java.util.Map;
import java.util.TreeMap;

/** The pod template of a unit. What API servers fill in is set, so that matching never loops. */
final class GatewayPod {

  private static final long USER = 65532;
  private static final long TERMINATION_SECONDS = 30;

  private final LocationContext context;
  private final PlannedUnit unit;

  GatewayPod(LocationContext context, PlannedUnit unit) {
    this.context = context;
    this.unit = unit;
  }

  PodTemplateSpec template() {
    return new PodTemplateSpecBuilder()
        .withNewMetadata()
        .withLabels(labels())
        .withAnnotations(new TreeMap<>(context.spec().pod().annotations()))
        .endMetadata()
        .withSpec(spec())
        .build();
  }

  private Map<String, String> labels() {
    Map<String, String> labels = new TreeMap<>();
    context
        .spec()
        .pod()
        .labels()
        .forEach(
            (key, value) -> {
              if (!key.startsWith("apim.dev/") && !key.startsWith("app.kubernetes.io/")) {
                labels.put(key, value);
              }
            });
    labels.putAll(Labels.location(context));
    labels.put(Labels.UNIT, unit.name());
    if (unit.pinned()) {
      labels.put(Labels.ZONE, unit.zone());
    }
    return labels;
  }

  private PodSpec spec() {
    GatewayPodSpec pod = context.spec().pod();
    Placement placement = new Placement(context, unit);
    return new PodSpecBuilder()
        .withServiceAccountName(Names.gateway(context.location()))
        .withAutomountServiceAccountToken(true)
        .withEnableServiceLinks(false)
        .withContainers(GatewayContainer.of(context))
        .withVolumes(GatewayContainer.volumes())
        .withAffinity(placement.affinity())
        .withTopologySpreadConstraints(placement.spread())
        .withNodeSelector(new TreeMap<>(pod.nodeSelector()))
        .withTolerations(pod.tolerations())
        .withPriorityClassName(
            pod.priorityClassName() == null
                ? context.priorityClass().orElse(null)
                : pod.priorityClassName())
        .withImagePullSecrets(
            pod.imagePullSecrets().stream()
                .map(reference -> new LocalObjectReference(reference.name()))
                .toList())
        .withSecurityContext(securityContext(pod))
        .withTerminationGracePeriodSeconds(TERMINATION_SECONDS)
        .withRestartPolicy("Always")
        .withDnsPolicy("ClusterFirst")
        .withSchedulerName("default-scheduler")
        .build();
  }

  private static PodSecurityContext securityContext(GatewayPodSpec pod) {
    if (pod.securityContext() != null) {
      return pod.securityContext();
    }
    return new PodSecurityContextBuilder()
        .withRunAsNonRoot(true)
        .withRunAsUser(USER)
        .withRunAsGroup(USER)
        .withFsGroup(USER)
        .withNewSeccompProfile()
        .withType("RuntimeDefault")
        .endSeccompProfile()
        .build();
  }
}
