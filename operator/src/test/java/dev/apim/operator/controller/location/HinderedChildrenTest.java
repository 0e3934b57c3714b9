package dev.apim.operator.controller.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apim.operator.domain.status.Hindrances;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.AggregatedOperatorException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HinderedChildrenTest {

  @Test
  void whatTheApiServerRefusesIsNoFailureOfTheOperator() {
    KubernetesClientException invalid = answer(422, "Deployment is invalid: tolerations[0]");
    invalid.addSuppressed(answer(403, "exceeded quota: gateways"));

    assertThat(HinderedChildren.in(failure(invalid)))
        .isEqualTo(
            new Hindrances(
                Set.of(),
                Set.of("Deployment is invalid: tolerations[0]", "exceeded quota: gateways")));
  }

  @Test
  void whatIsWorthARetryIsThrownAlsoBesideARefusal() {
    KubernetesClientException invalid = answer(422, "invalid");
    invalid.addSuppressed(answer(500, "etcd has no leader"));
    AggregatedOperatorException both = failure(invalid);
    AggregatedOperatorException conflict = failure(answer(409, "changed"));

    assertThatThrownBy(() -> HinderedChildren.in(both)).isSameAs(both);
    assertThatThrownBy(() -> HinderedChildren.in(conflict)).isSameAs(conflict);
  }

  @Test
  void aNamespaceThatGoesRefusesNothingThatAUserCouldMend() {
    AggregatedOperatorException going =
        failure(answer(403, "unable to create: namespace apim because it is being terminated"));

    assertThatThrownBy(() -> HinderedChildren.in(going)).isSameAs(going);
  }

  private static AggregatedOperatorException failure(Exception cause) {
    return new AggregatedOperatorException("failed", Map.of("units", cause));
  }

  private static KubernetesClientException answer(int code, String text) {
    return new KubernetesClientException(
        new StatusBuilder().withCode(code).withMessage(text).build());
  }
}
