package dev.apim.gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewaySettingsTest {

  private static final Map<String, String> LEAST =
      Map.of(
          "APIM_INSTANCE", "contoso",
          "APIM_LOCATION", "west",
          "APIM_NAMESPACE", "shop",
          "APIM_REPLICA_NAME", "west-1");

  private static Map<String, String> with(String name, String value) {
    Map<String, String> environment = new HashMap<>(LEAST);
    environment.put(name, value);
    return environment;
  }

  @Test
  void whatIsNotSaidHasADefault() {
    GatewaySettings settings = GatewaySettings.read(LEAST);
    assertThat(settings.dataDirectory()).isEqualTo(Path.of("/var/lib/apim"));
    assertThat(settings.httpPort()).isEqualTo(8080);
    assertThat(settings.managementPort()).isEqualTo(8081);
    assertThat(settings.drain()).isEqualTo(Duration.ofSeconds(3));
    assertThat(settings.shutdown()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.relist()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.limits().silence()).isEqualTo(Duration.ofSeconds(240));
    assertThat(settings.limits().streamSilence()).isEqualTo(Duration.ofHours(1));
    assertThat(settings.podUid()).isEmpty();
    assertThat(settings.kubeconfig()).isEmpty();
    assertThat(settings.zone()).isEmpty();
  }

  @Test
  void anEmptyValueCountsAsAbsent() {
    assertThat(GatewaySettings.read(with("APIM_POD_UID", "")).podUid()).isEmpty();
    assertThat(GatewaySettings.read(with("APIM_POD_UID", "u1")).podUid()).hasValue("u1");
    assertThat(GatewaySettings.read(with("KUBECONFIG", "/k")).kubeconfig()).hasValue(Path.of("/k"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"APIM_INSTANCE", "APIM_LOCATION", "APIM_NAMESPACE", "APIM_REPLICA_NAME"})
  void whatIsMissingIsNamed(String name) {
    assertThatThrownBy(() -> GatewaySettings.read(with(name, " ")))
        .isInstanceOf(SettingsException.class)
        .hasMessage(name + " must be set");
  }

  @ParameterizedTest
  @CsvSource({
    "APIM_HTTP_PORT, 65536, 65535",
    "APIM_HTTP_PORT, -1, 65535",
    "APIM_MANAGEMENT_PORT, http, 65535",
    "APIM_DRAIN_SECONDS, 3s, 3600"
  })
  void whatIsNoNumberIsNamedWithTheRange(String name, String value, int most) {
    assertThatThrownBy(() -> GatewaySettings.read(with(name, value)))
        .hasMessage(name + " must be a whole number from 0 to " + most + ", not \"" + value + "\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0.05", "-1", "86401", "1.", "soon"})
  void refusesSecondsThatCannotBeUsed(String value) {
    assertThatThrownBy(() -> GatewaySettings.read(with("APIM_BACKEND_SILENCE_SECONDS", value)))
        .hasMessage(
            "APIM_BACKEND_SILENCE_SECONDS must be seconds from 0.1 to 86400, not \""
                + value
                + "\"");
  }

  @Test
  void takesPartsOfASecond() {
    assertThat(GatewaySettings.read(with("APIM_STREAM_SILENCE_SECONDS", "2.5")).limits())
        .extracting(Limits::streamSilence)
        .isEqualTo(Duration.ofMillis(2_500));
  }
}
