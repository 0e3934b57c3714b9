package dev.apim.operator.controller.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.api.config.SchemaLevel;
import dev.apim.api.v1alpha1.GatewayLocation;
import dev.apim.compiler.Ceiling;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class OldestReaderTest {

  private static GatewayLocation location(String name, String status) {
    return Serialization.unmarshal(
        "apiVersion: apim.dev/v1alpha1\nkind: GatewayLocation\nmetadata: {name: "
            + name
            + "}\nspec: {instanceRef: {name: contoso}, region: West US, units: 1}\nstatus: {"
            + status
            + "}\n",
        GatewayLocation.class);
  }

  @Test
  @DisplayName("B67 the cluster that reads the lowest schema level is the one that counts")
  void theLowestLevelCounts() {
    Ceiling ceiling =
        OldestReader.among(
            List.of(
                location("new", "cluster: westus, operator: {version: 0.2.0, schemaLevel: 5}"),
                location("old", "cluster: eastasia, operator: {version: 0.1.0, schemaLevel: 3}"),
                location("silent", "")));

    assertThat(ceiling.level()).isEqualTo(3);
    assertThat(ceiling.whose())
        .isEqualTo("the cluster \"eastasia\" (location \"old\", version 0.1.0)");
  }

  @Test
  void whileNobodyHasSaidWhatItReadsEverythingIsWritten() {
    assertThat(OldestReader.among(List.of(location("silent", ""))))
        .isEqualTo(new Ceiling(SchemaLevel.CURRENT, ""));
  }
}
