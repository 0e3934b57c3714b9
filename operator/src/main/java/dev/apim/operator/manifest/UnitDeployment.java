package dev.apim.operator.manifest;

import dev.apim.api.config.CanonicalJson;
import dev.apim.api.v1alpha1.TierFeatures;
import dev.apim.operator.domain.unit.PlannedUnit;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;

/** A scale unit: one Deployment, so that it can be seen, rolled, drained and deleted (B2, B3). */
public final class UnitDeployment {

  private static final int PROGRESS_DEADLINE_SECONDS = 600;
  private static final int HASH_CHARACTERS = 16;

  private UnitDeployment() {}

  /** The Deployment of a unit. */
  public static Deployment of(LocationContext context, PlannedUnit unit) {
    PodTemplateSpec template = new GatewayPod(context, unit).template();
    ObjectMeta metadata = Metadata.of(context, Names.unit(context.location(), unit.name()));
    metadata.getLabels().put(Labels.UNIT, unit.name());
    if (unit.pinned()) {
      metadata.getLabels().put(Labels.ZONE, unit.zone());
    }
    metadata.getAnnotations().put(Labels.TEMPLATE_HASH, hash(template));
    return new DeploymentBuilder()
        .withMetadata(metadata)
        .withNewSpec()
        .withReplicas(replicas(context))
        .withRevisionHistoryLimit(2)
        .withProgressDeadlineSeconds(PROGRESS_DEADLINE_SECONDS)
        .withNewSelector()
        .withMatchLabels(new TreeMap<>(Labels.unitSelector(context, unit.name())))
        .endSelector()
        .withNewStrategy()
        .withType("RollingUpdate")
        .withNewRollingUpdate()
        .withMaxSurge(new IntOrString(1))
        .withMaxUnavailable(new IntOrString(0))
        .endRollingUpdate()
        .endStrategy()
        .withTemplate(template)
        .endSpec()
        .build();
  }

  /** Replicas of one unit (B3). */
  public static int replicas(LocationContext context) {
    return TierFeatures.of(context.instanceSpec().tier()).replicasPerUnit();
  }

  private static String hash(PodTemplateSpec template) {
    byte[] canonical =
        CanonicalJson.text(CanonicalJson.tree(template)).getBytes(StandardCharsets.UTF_8);
    return CanonicalJson.sha256(canonical).substring(0, HASH_CHARACTERS);
  }
}
