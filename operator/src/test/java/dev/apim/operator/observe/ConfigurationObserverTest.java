package dev.apim.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationObserverTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {"0, 0", "70, 70", "100, 100", "101, null", "-1, null", "much, null", "null, null"})
  @DisplayName("B64 a load that is no percentage is not believed")
  void aLoadIsAPercentage(String said, Integer percent) {
    LeaseBuilder lease = new LeaseBuilder().withNewMetadata().withName("a").endMetadata();
    if (said != null) {
      lease.editMetadata().addToAnnotations(ConfigurationObserver.LOAD, said).endMetadata();
    }
    assertThat(ConfigurationObserver.acknowledgement(lease.build()).loadPercent())
        .isEqualTo(percent);
  }
}
