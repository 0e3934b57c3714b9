package dev.apim.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.api.v1alpha1.Api;
import dev.apim.api.v1alpha1.ApiManagementInstance;
import dev.apim.api.v1alpha1.Backend;
import dev.apim.api.v1alpha1.GatewayCluster;
import dev.apim.api.v1alpha1.GatewayConfiguration;
import dev.apim.api.v1alpha1.GatewayLocation;
import dev.apim.api.v1alpha1.Policy;
import dev.apim.operator.domain.schema.FieldTree;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaObserverTest {

  private static final Path CRDS = Path.of("..", "crds");

  @ParameterizedTest
  @ValueSource(
      classes = {
        ApiManagementInstance.class,
        GatewayLocation.class,
        GatewayCluster.class,
        GatewayConfiguration.class,
        Api.class,
        Backend.class,
        Policy.class
      })
  void theFieldsOfAKindAreThoseOfItsCrd(Class<? extends CustomResource<?, ?>> kind) {
    FieldTree here = SchemaObserver.of(kind);
    FieldTree there = SchemaObserver.of(crd(kind), "v1alpha1");

    assertThat(here.beyond(there)).isEmpty();
    assertThat(there.beyond(here)).isEmpty();
    assertThat(there.field("spec").fields()).isNotEmpty();
    assertThat(there.field("status").fields().isEmpty())
        .isEqualTo(kind == GatewayConfiguration.class);
  }

  @Test
  void fieldsThatWereTakenAwayAndAddedAreSeen() {
    CustomResourceDefinition crd = crd(GatewayLocation.class);
    JSONSchemaProps whole = crd.getSpec().getVersions().get(0).getSchema().getOpenAPIV3Schema();
    whole.getProperties().get("spec").getProperties().put("fancy", new JSONSchemaProps());
    whole
        .getProperties()
        .get("status")
        .getProperties()
        .get("zones")
        .getItems()
        .getSchema()
        .getProperties()
        .remove("since");
    FieldTree there = SchemaObserver.of(crd, "v1alpha1");
    FieldTree here = SchemaObserver.of(GatewayLocation.class);

    assertThat(there.beyond(here)).containsExactly("spec.fancy");
    assertThat(here.beyond(there)).containsExactly("status.zones.since");
  }

  @Test
  void aVersionThatTheCrdLacksTakesAnything() {
    assertThat(SchemaObserver.of(crd(GatewayLocation.class), "v9")).isEqualTo(FieldTree.ANYTHING);
  }

  private static CustomResourceDefinition crd(Class<? extends HasMetadata> kind) {
    Path file = CRDS.resolve(HasMetadata.getFullResourceName(kind) + ".yaml");
    try {
      return Serialization.unmarshal(Files.readString(file), CustomResourceDefinition.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
