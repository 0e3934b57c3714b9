package dev.apim.operator.manifest;

import dev.apim.api.config.CanonicalJson;
import dev.apim.api.v1alpha1.TierFeatures;
import dev.apim.operator.domain.unit.PlannedUnit;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.TreeMap;

/** A scale unit: one Deployment, so that it can be seen, rolled, drained and deleted (B2, B3). */
public final class UnitDeployment {

  private static final int HASH_CHARACTERS = 16;

  private UnitDeployment() {}

  /** The Deployment of a unit. New replicas are ready before old ones go. */
  public static Deployment of(LocationContext context, PlannedUnit unit) {
    return of(context, unit, new GatewayPod(context, unit).template(), 0);
  }

  /** The same, for a unit that no node has room to replace with a replica more. */
  public static Deployment withoutSurge(LocationContext context, PlannedUnit unit) {
    return of(context, unit, new GatewayPod(context, unit).template(), 1);
  }

  /** A unit that waits for its turn: all is healed, with the template that it was given last. */
  public static Deployment waiting(
      LocationContext context, PlannedUnit unit, PodTemplateSpec template) {
    return of(context, unit, template, 0);
  }

  private static Deployment of(
      LocationContext context, PlannedUnit unit, PodTemplateSpec template, int maxUnavailable) {
    ObjectMeta metadata = Metadata.of(context, Names.unit(context.location(), unit.name()));
    metadata.getLabels().put(Labels.UNIT, unit.name());
    if (unit.pinned()) {
      metadata.getLabels().put(Labels.ZONE, unit.zone());
    }
    String text = CanonicalJson.text(CanonicalJson.tree(template));
    metadata.getAnnotations().put(Labels.TEMPLATE, text);
    metadata.getAnnotations().put(Labels.TEMPLATE_HASH, hash(text));
    return new DeploymentBuilder()
        .withMetadata(metadata)
        .withNewSpec()
        .withReplicas(replicas(context))
        .withRevisionHistoryLimit(2)
        .withProgressDeadlineSeconds(context.spec().update().progressDeadlineSeconds())
        .withNewSelector()
        .withMatchLabels(new TreeMap<>(Labels.unitSelector(context, unit.name())))
        .endSelector()
        .withNewStrategy()
        .withType("RollingUpdate")
        .withNewRollingUpdate()
        .withMaxSurge(new IntOrString(1))
        .withMaxUnavailable(new IntOrString(maxUnavailable))
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

  /** Hash of a template in its canonical form. */
  public static String hash(String template) {
    return CanonicalJson.sha256(template).substring(0, HASH_CHARACTERS);
  }
}
