package dev.apim.operator.controller.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.operator.manifest.Labels;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import org.junit.jupiter.api.Test;

class OpenApiDocumentsTest {

  @Test
  void anEditAndALabelPutRightAreNewsAndNothingElseIs() {
    ConfigMap before = map("contoso", "openapi: 3.0.0", "1");

    assertThat(OpenApiDocuments.isNews(map("contoso", "openapi: 3.1.0", "2"), before)).isTrue();
    assertThat(OpenApiDocuments.isNews(map("fabrikam", "openapi: 3.0.0", "2"), before)).isTrue();
    assertThat(OpenApiDocuments.isNews(map("contoso", "openapi: 3.0.0", "2"), before)).isFalse();
  }

  private static ConfigMap map(String instance, String document, String version) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName("orders")
        .withResourceVersion(version)
        .addToLabels(Labels.INSTANCE, instance)
        .endMetadata()
        .addToData("openapi.yaml", document)
        .build();
  }
}
