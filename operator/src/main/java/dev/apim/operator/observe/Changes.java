package dev.apim.operator.observe;

import dev.apim.api.v1alpha1.ApiManagementInstance;
import dev.apim.api.v1alpha1.GatewayCluster;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Which changes of watched objects matter. Heartbeats of nodes and gateways do not. */
public final class Changes {

  /** Counted by the controller of Deployments. */
  private static final String ROLLOUT_COUNT = "deployment.kubernetes.io/revision";

  private Changes() {}

  /** A node's zone, readiness or schedulability changed. */
  public static boolean ofNode(Node now, Node before) {
    return !Objects.equals(ZoneObserver.zone(now), ZoneObserver.zone(before))
        || ZoneObserver.ready(now) != ZoneObserver.ready(before)
        || !Objects.equals(now.getSpec().getUnschedulable(), before.getSpec().getUnschedulable());
  }

  /** A pod was placed or refused a node, became ready or unready, ended, or is going. */
  public static boolean ofPod(Pod now, Pod before) {
    return !Objects.equals(now.getSpec().getNodeName(), before.getSpec().getNodeName())
        || ZoneObserver.isReady(now) != ZoneObserver.isReady(before)
        || !Objects.equals(phase(now), phase(before))
        || !Objects.equals(refusal(now), refusal(before))
        || !Objects.equals(
            now.getMetadata().getDeletionTimestamp(), before.getMetadata().getDeletionTimestamp())
        || !Objects.equals(now.getMetadata().getLabels(), before.getMetadata().getLabels());
  }

  /** A unit was edited, its ready replicas are others, or a rollout of it has begun or ended. */
  public static boolean ofUnit(Deployment now, Deployment before) {
    return ofChild(now, before)
        || UnitObserver.ready(now) != UnitObserver.ready(before)
        || UnitObserver.rolling(now) != UnitObserver.rolling(before);
  }

  /** A child was edited or is going; what Kubernetes says in its status is no edit. */
  public static boolean ofChild(HasMetadata now, HasMetadata before) {
    ObjectMeta after = now.getMetadata();
    ObjectMeta old = before.getMetadata();
    return generationOf(now, before)
        || !Objects.equals(after.getDeletionTimestamp(), old.getDeletionTimestamp())
        || !Objects.equals(after.getLabels(), old.getLabels())
        || !Objects.equals(after.getOwnerReferences(), old.getOwnerReferences())
        || !Objects.equals(annotations(after), annotations(old));
  }

  /** Those of a child that are not counted up by Kubernetes. */
  public static Map<String, String> annotations(ObjectMeta metadata) {
    if (metadata.getAnnotations() == null) {
      return Map.of();
    }
    Map<String, String> annotations = new HashMap<>(metadata.getAnnotations());
    annotations.remove(ROLLOUT_COUNT);
    return annotations;
  }

  /** A Secret was edited, or made again between two looks. */
  public static boolean ofSecret(Secret now, Secret before) {
    return !Objects.equals(now.getMetadata().getUid(), before.getMetadata().getUid())
        || !Objects.equals(now.getMetadata().getLabels(), before.getMetadata().getLabels())
        || !Objects.equals(now.getImmutable(), before.getImmutable())
        || !Objects.equals(now.getData(), before.getData());
  }

  /** A gateway acknowledges something else, or is heard of again after a silence. */
  public static boolean ofLease(Lease now, Lease before) {
    return !Objects.equals(
            now.getMetadata().getAnnotations(), before.getMetadata().getAnnotations())
        || silent(now.getSpec(), before.getSpec());
  }

  /** The spec, the primary in effect, the verdict or the number of locations changed. */
  public static boolean ofInstance(ApiManagementInstance now, ApiManagementInstance before) {
    return generationOf(now, before)
        || now.getStatus() == null
        || before.getStatus() == null
        || !Objects.equals(now.getStatus().primaryLocation(), before.getStatus().primaryLocation())
        || !Objects.equals(now.getStatus().locationCount(), before.getStatus().locationCount());
  }

  /** The spec changed. */
  public static boolean generationOf(HasMetadata now, HasMetadata before) {
    return !Objects.equals(now.getMetadata().getGeneration(), before.getMetadata().getGeneration());
  }

  /** A cluster is known by its name alone; a change of it changes no location. */
  public static boolean ofCluster(GatewayCluster now, GatewayCluster before) {
    return false;
  }

  private static boolean silent(LeaseSpec now, LeaseSpec before) {
    ZonedDateTime renewed = now.getRenewTime();
    ZonedDateTime last = before.getRenewTime();
    Integer seconds = before.getLeaseDurationSeconds();
    return renewed == null
        || last == null
        || seconds == null
        || Duration.between(last, renewed).getSeconds() > seconds;
  }

  private static String refusal(Pod pod) {
    return PodScheduling.refusal(pod).map(PodCondition::getMessage).orElse(null);
  }

  private static String phase(Pod pod) {
    return pod.getStatus() == null ? null : pod.getStatus().getPhase();
  }
}
