package dev.apim.operator.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.api.v1alpha1.GatewayLocation;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.AggregatedOperatorException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeletedMeanwhileTest {

  private final GatewayLocation location = new GatewayLocation();

  DeletedMeanwhileTest() {
    location.getMetadata().setName("west");
  }

  @Test
  void theObjectItselfThatIsNotFoundWasDeletedMeanwhile() {
    Exception gone = answer(404, "gatewaylocations", "west", "not found");

    assertThat(DeletedMeanwhile.isMeant(location, gone)).isTrue();
    assertThat(DeletedMeanwhile.isMeant(location, new IllegalStateException(gone))).isTrue();
  }

  @Test
  void anotherObjectThatIsNotFoundIsAnError() {
    assertThat(DeletedMeanwhile.isMeant(location, answer(404, "roles", "west", "not found")))
        .isFalse();
    assertThat(DeletedMeanwhile.isMeant(location, answer(404, "gatewaylocations", "east", "gone")))
        .isFalse();
  }

  @Test
  void aChildThatANamespaceRefusesBecauseItEndsIsNoError() {
    Exception refused =
        answer(403, "deployments", "x", "unable to create: because it is being terminated");

    assertThat(
            DeletedMeanwhile.isMeant(
                location, new AggregatedOperatorException("several", Map.of("units", refused))))
        .isTrue();
  }

  @Test
  void aMissingRightIsAnError() {
    assertThat(DeletedMeanwhile.isMeant(location, answer(403, "deployments", "x", "forbidden")))
        .isFalse();
  }

  private static KubernetesClientException answer(
      int code, String kind, String name, String message) {
    Status status =
        new StatusBuilder()
            .withCode(code)
            .withMessage(message)
            .withNewDetails()
            .withKind(kind)
            .withName(name)
            .endDetails()
            .build();
    return new KubernetesClientException(message, code, status);
  }
}
