package dev.apim.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.apim.api.v1alpha1.GatewayLocation;
import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LeanObjectsTest {

  private static final String POD =
      """
      metadata:
        name: a
        labels: {apim.dev/location: west}
        annotations: {large: text}
        managedFields:
        - {manager: kubelet, operation: Update, fieldsV1: {"f:status": {}}}
      spec:
        nodeName: node-1
        containers: [{name: gateway, image: apim.dev/gateway:1}]
      status:
        phase: Running
        conditions: [{type: Ready, status: "%s", reason: Why}]
        containerStatuses: [{name: gateway, image: i, imageID: i, ready: true, restartCount: 3}]
      """;

  private static final String DEPLOYMENT =
      """
      metadata:
        name: %s
        annotations: {apim.dev/template-hash: abc}
        managedFields:
        - manager: apim-operator-location
          operation: Apply
          fieldsV1: {"f:spec": {"f:replicas": {}, "f:template": {"f:spec": {"f:containers": {}}}}}
        - {manager: kube-controller-manager, operation: Update, fieldsV1: {"f:status": {"f:replicas": {}}}}
      spec:
        replicas: 2
        template: {spec: {nodeSelector: {a: b}, containers: [{name: gateway, image: apim.dev/gateway:1}]}}
      """;

  private final KubernetesSerialization reading =
      new KubernetesSerialization(new ObjectMapper().registerModule(new LeanObjects()), true);

  @Test
  void podKeepsItsNamesNodeAndStatus() {
    Pod pod = reading.unmarshal(POD.formatted("True"), Pod.class);

    assertThat(pod.getMetadata().getName()).isEqualTo("a");
    assertThat(pod.getMetadata().getLabels()).containsEntry("apim.dev/location", "west");
    assertThat(pod.getMetadata().getAnnotations()).isEmpty();
    assertThat(pod.getMetadata().getManagedFields()).isEmpty();
    assertThat(pod.getSpec().getNodeName()).isEqualTo("node-1");
    assertThat(pod.getSpec().getContainers()).isEmpty();
    assertThat(pod.getStatus().getPhase()).isEqualTo("Running");
    assertThat(ZoneObserver.isReady(pod)).isTrue();
    assertThat(pod.getStatus().getContainerStatuses()).isEmpty();
  }

  @Test
  void podThatIsNotReadyKeepsWhatItsContainersSay() {
    Pod pod = reading.unmarshal(POD.formatted("False"), Pod.class);

    assertThat(pod.getStatus().getConditions().get(0).getReason()).isEqualTo("Why");
    assertThat(pod.getStatus().getContainerStatuses().get(0).getRestartCount()).isEqualTo(3);
  }

  @Test
  void deploymentKeepsItsTemplateAndTheFieldsThatAreOurs() {
    Deployment deployment = deployment("a");

    assertThat(deployment.getMetadata().getAnnotations()).hasSize(1);
    assertThat(deployment.getSpec().getTemplate().getSpec().getContainers()).hasSize(1);
    assertThat(deployment.getMetadata().getManagedFields())
        .extracting(ManagedFieldsEntry::getManager)
        .containsExactly("apim-operator-location");
    assertThat(reading.asJson(fields(deployment)))
        .isEqualTo(
            "{\"f:spec\":{\"f:replicas\":{},\"f:template\":{\"f:spec\":{\"f:containers\":{}}}}}");
  }

  @Test
  void fieldsOfObjectsThatAreAlikeAreOneInMemory() {
    assertThat(part(deployment("a"))).isSameAs(part(deployment("b")));
  }

  @Test
  void nodeKeepsItsConditionsAndLosesItsImages() {
    Node node =
        reading.unmarshal(
            "status: {images: [{names: [x]}], conditions: [{type: Ready, status: 'True'}]}",
            Node.class);

    assertThat(node.getStatus().getImages()).isEmpty();
    assertThat(ZoneObserver.ready(node)).isTrue();
  }

  @Test
  void textsOfObjectsThatAreAlikeAreOneInMemory() {
    assertThat(deployment("a").getMetadata().getAnnotations().get("apim.dev/template-hash"))
        .isEqualTo("abc")
        .isSameAs(deployment("b").getMetadata().getAnnotations().get("apim.dev/template-hash"));
  }

  @Test
  void emptyAndAbsentTextsStayWhatTheyAre() {
    Pod pod = reading.unmarshal("metadata: {name: '', namespace: null}", Pod.class);

    assertThat(pod.getMetadata().getName()).isEmpty();
    assertThat(pod.getMetadata().getNamespace()).isNull();
  }

  private Deployment deployment(String name) {
    return reading.unmarshal(DEPLOYMENT.formatted(name), Deployment.class);
  }

  private static FieldsV1 fields(Deployment deployment) {
    return deployment.getMetadata().getManagedFields().get(0).getFieldsV1();
  }

  private static Object part(Deployment deployment) {
    return ((Map<?, ?>) fields(deployment).getAdditionalProperties()).get("f:spec");
  }

  @Test
  void equalSpecsAndStatusesOfOurKindsAreKeptOnce() {
    GatewayLocation first = location("1", 3, 5);
    GatewayLocation again = location("1", 3, 5);
    GatewayLocation later = location("2", 3, 6);

    assertThat(again).isNotSameAs(first);
    assertThat(again.getSpec()).isSameAs(first.getSpec());
    assertThat(again.getStatus()).isSameAs(first.getStatus());
    assertThat(later.getSpec()).isSameAs(first.getSpec());
    assertThat(later.getStatus().currentUnits()).isEqualTo(6);
  }

  private GatewayLocation location(String version, int units, int current) {
    return reading.unmarshal(
        "apiVersion: apim.dev/v1alpha1\nkind: GatewayLocation\nmetadata: {name: west,"
            + " resourceVersion: '"
            + version
            + "'}\nspec: {instanceRef: {name: contoso}, region: West US, units: "
            + units
            + "}\nstatus: {currentUnits: "
            + current
            + "}\n",
        GatewayLocation.class);
  }
}
