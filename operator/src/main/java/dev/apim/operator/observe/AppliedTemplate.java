package dev.apim.operator.observe;

import dev.apim.api.config.CanonicalJson;
import dev.apim.operator.manifest.Labels;
import dev.apim.operator.manifest.UnitDeployment;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * The template that the operator applied last, which it left beside its hash. One that was changed
 * by hand no longer has that hash, and is not believed.
 */
final class AppliedTemplate {

  private AppliedTemplate() {}

  static Optional<PodTemplateSpec> of(Deployment deployment) {
    Map<String, String> annotations = deployment.getMetadata().getAnnotations();
    String hash = annotations.get(Labels.TEMPLATE_HASH);
    return Optional.ofNullable(annotations.get(Labels.TEMPLATE))
        .filter(text -> UnitDeployment.hash(text).equals(hash))
        .map(text -> text.getBytes(StandardCharsets.UTF_8))
        .map(bytes -> CanonicalJson.read(bytes, PodTemplateSpec.class));
  }
}
