package dev.apim.operator.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.api.v1alpha1.GatewayLocation;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FieldOwnershipTest {

  @Test
  @DisplayName("B68 a field counts as pushed while pushes own it, each field for itself")
  void aFieldIsPushedWhilePushesOwnIt() {
    GatewayLocation edited = object("apim-push", "Apply", "{'f:units': {}}");

    assertThat(FieldOwnership.unitsArePushed(edited)).isTrue();
    assertThat(FieldOwnership.clusterIsPushed(edited)).isFalse();
    assertThat(FieldOwnership.clusterIsPushed(object("apim-push", "Apply", "{'f:cluster': {}}")))
        .isTrue();
  }

  @Test
  void whatOthersOwnIsNotPushed() {
    assertThat(
            FieldOwnership.clusterIsPushed(object("kubectl-edit", "Update", "{'f:cluster': {}}")))
        .isFalse();
    assertThat(FieldOwnership.clusterIsPushed(new GatewayLocation())).isFalse();
  }

  private static GatewayLocation object(String manager, String operation, String spec) {
    return Serialization.unmarshal(
        "metadata: {managedFields: [{manager: "
            + manager
            + ", operation: "
            + operation
            + ", fieldsV1: {'f:spec': "
            + spec
            + "}}]}",
        GatewayLocation.class);
  }
}
