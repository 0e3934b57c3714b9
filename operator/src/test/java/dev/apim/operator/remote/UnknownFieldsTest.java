package dev.apim.operator.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class UnknownFieldsTest {

  @Test
  @DisplayName("B67 what older CRDs have no field for is named and left out, the rest stays")
  void unknownFieldsAreLeftOut() {
    UnknownFields unknown =
        of(".spec.gateway.limits: field not declared in schema")
            .and(of("errors:\n  .spec.new: field not declared in schema"));

    assertThat(unknown.canBeLeftOut()).isTrue();
    assertThat(unknown.text()).isEqualTo(".spec.gateway.limits, .spec.new");
    assertThat(
            unknown.leaveOutOf(
                Map.of(
                    "tier", "Premium", "new", 1, "gateway", Map.of("limits", 1, "traces", "On"))))
        .isEqualTo(Map.of("tier", "Premium", "gateway", Map.of("traces", "On")));
  }

  @Test
  @DisplayName("B67 members of lists and the origin of a copy are never left out")
  void membersAndOriginStay() {
    assertThat(of(".spec.hosts[0].tls: field not declared in schema").canBeLeftOut()).isFalse();
    assertThat(of(".spec.origin.token: field not declared in schema").canBeLeftOut()).isFalse();
    assertThat(of(".spec.origin: field not declared in schema").isEmpty()).isFalse();
  }

  @Test
  void anotherFailureNamesNone() {
    assertThat(of("etcdserver: request timed out").isEmpty()).isTrue();
    assertThat(UnknownFields.NONE.canBeLeftOut()).isFalse();
  }

  private static UnknownFields of(String detail) {
    String message =
        "failed to create typed patch object (apim/contoso; apim.dev/v1alpha1,"
            + " Kind=ApiManagementInstance): "
            + detail;
    return UnknownFields.of(
        new KubernetesClientException(
            new StatusBuilder().withCode(500).withMessage(message).build()));
  }
}
