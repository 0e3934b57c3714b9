package dev.apim.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import java.time.ZonedDateTime;
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
