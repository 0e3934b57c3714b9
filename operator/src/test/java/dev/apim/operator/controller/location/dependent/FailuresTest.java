package dev.apim.operator.controller.location.dependent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FailuresTest {

  private final Failures failures = new Failures();

  @Test
  void nothingThatFailedIsNothingToTell() {
    failures.keep(() -> {});

    assertThatCode(failures::raise).doesNotThrowAnyException();
  }

  @Test
  @DisplayName("a failure that is worth a retry is told, also beside a name that is taken")
  void aRetryGoesBeforeTakenNames() {
    failures.keep(() -> raise(taken("a")));
    failures.keep(() -> raise(new KubernetesClientException("503")));

    assertThatThrownBy(failures::raise)
        .isInstanceOf(KubernetesClientException.class)
        .hasMessage("503")
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
  }

  @Test
  void allNamesThatAreTakenAreTold() {
    failures.keep(() -> raise(taken("b")));
    failures.keep(() -> raise(taken("a")));

    assertThatThrownBy(failures::raise)
        .isInstanceOf(NameTakenException.class)
        .hasMessage("Service a, Service b");
  }

  private static NameTakenException taken(String name) {
    return new NameTakenException(
        new ServiceBuilder().withNewMetadata().withName(name).endMetadata().build());
  }

  private static void raise(RuntimeException failure) {
    throw failure;
  }
}
