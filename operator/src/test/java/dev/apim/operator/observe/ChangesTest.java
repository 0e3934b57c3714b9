package dev.apim.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ChangesTest {

  private static final ZonedDateTime THEN = ZonedDateTime.parse("2026-01-01T00:00:00Z");

  @Test
  void aNodesHeartbeatIsNoChange() {
    assertThat(Changes.ofNode(node("1", "True", "later"), node("1", "True", "now"))).isFalse();
  }

  @Test
  @DisplayName("B57 a node that changes its zone or readiness is a change")
  void aNodeThatFallsSilentIsAChange() {
    assertThat(Changes.ofNode(node("1", "Unknown", "x"), node("1", "True", "x"))).isTrue();
    assertThat(Changes.ofNode(node("2", "True", "x"), node("1", "True", "x"))).isTrue();
  }

  @Test
  @DisplayName("B121 a gateway's heartbeat is no change, another revision is")
  void aGatewaysHeartbeatIsNoChange() {
    assertThat(Changes.ofLease(lease("a", 60), lease("a", 0))).isFalse();
    assertThat(Changes.ofLease(lease("b", 60), lease("a", 0))).isTrue();
  }

  @Test
  @DisplayName("B121 a gateway that is heard of again after a silence is a change")
  void aGatewayThatComesBackIsAChange() {
    assertThat(Changes.ofLease(lease("a", 151), lease("a", 0))).isTrue();
  }

  @Test
  void aPodThatIsPlacedOrBecomesReadyIsAChange() {
    assertThat(Changes.ofPod(pod("n", "False"), pod(null, "False"))).isTrue();
    assertThat(Changes.ofPod(pod("n", "True"), pod("n", "False"))).isTrue();
    assertThat(Changes.ofPod(pod("n", "True"), pod("n", "True"))).isFalse();
  }

  @Test
  void whatADeploymentCountsIsNoChangeUntilAReplicaIsReady() {
    Deployment before = unit(1, 0, "ReplicaSetUpdated");
    Deployment counted = unit(1, 0, "NewReplicaSetCreated");
    counted.getStatus().setReplicas(2);
    counted.getMetadata().setAnnotations(Map.of("deployment.kubernetes.io/revision", "1"));

    assertThat(Changes.ofUnit(counted, before)).isFalse();
    assertThat(Changes.ofUnit(unit(1, 1, "ReplicaSetUpdated"), before)).isTrue();
    assertThat(Changes.ofUnit(unit(1, 0, "NewReplicaSetAvailable"), before)).isTrue();
  }

  @Test
  @DisplayName("B8 an edit of a child is a change, be it of its spec, its labels or its owner")
  void anEditOfAChildIsAChange() {
    Deployment before = unit(1, 2, "NewReplicaSetAvailable");
    assertThat(Changes.ofUnit(unit(2, 2, "NewReplicaSetAvailable"), before)).isTrue();

    Deployment labels = unit(1, 2, "NewReplicaSetAvailable");
    labels.getMetadata().setLabels(Map.of());
    assertThat(Changes.ofChild(labels, before)).isTrue();

    Deployment annotations = unit(1, 2, "NewReplicaSetAvailable");
    annotations.getMetadata().setAnnotations(Map.of("apim.dev/template", "x"));
    assertThat(Changes.ofChild(annotations, before)).isTrue();

    Deployment orphan = unit(1, 2, "NewReplicaSetAvailable");
    orphan.getMetadata().setOwnerReferences(List.of(new OwnerReference()));
    assertThat(Changes.ofChild(orphan, before)).isTrue();
    assertThat(Changes.ofChild(unit(1, 0, "x"), before)).isFalse();
  }

  private static Deployment unit(long generation, int ready, String progress) {
    return new DeploymentBuilder()
        .withNewMetadata()
        .withGeneration(generation)
        .addToLabels("apim.dev/unit", "1-0")
        .endMetadata()
        .withNewStatus()
        .withObservedGeneration(generation)
        .withReadyReplicas(ready)
        .addNewCondition()
        .withType("Progressing")
        .withReason(progress)
        .endCondition()
        .endStatus()
        .build();
  }

  private static Node node(String zone, String ready, String heartbeat) {
    return new NodeBuilder()
        .withNewMetadata()
        .addToLabels("topology.kubernetes.io/zone", zone)
        .endMetadata()
        .withNewSpec()
        .endSpec()
        .withNewStatus()
        .addNewCondition()
        .withType("Ready")
        .withStatus(ready)
        .withLastHeartbeatTime(heartbeat)
        .endCondition()
        .endStatus()
        .build();
  }

  private static Lease lease(String revision, long seconds) {
    return new LeaseBuilder()
        .withNewMetadata()
        .addToAnnotations("apim.dev/revision", revision)
        .endMetadata()
        .withNewSpec()
        .withLeaseDurationSeconds(150)
        .withRenewTime(THEN.plusSeconds(seconds))
        .endSpec()
        .build();
  }

  private static Pod pod(String node, String ready) {
    return new PodBuilder()
        .withNewMetadata()
        .endMetadata()
        .withNewSpec()
        .withNodeName(node)
        .endSpec()
        .withNewStatus()
        .withPhase("Running")
        .addNewCondition()
        .withType("Ready")
        .withStatus(ready)
        .endCondition()
        .endStatus()
        .build();
  }
}
