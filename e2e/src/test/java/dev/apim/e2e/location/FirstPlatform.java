package dev.apim.e2e.location;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.api.config.CanonicalJson;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Units as the first release made them, whose replicas were restarted sooner (B39). */
final class FirstPlatform {

  private static final String TEMPLATE = "apim.dev/template";
  private static final String HASH = "apim.dev/template-hash";
  private static final int HASH_CHARACTERS = 16;

  private FirstPlatform() {}

  /** Changes a unit of the current release to what an operator of the first would have written. */
  static Deployment of(Deployment unit) {
    Map<String, String> annotations = unit.getMetadata().getAnnotations();
    String text = annotations.get(TEMPLATE);
    PodTemplateSpec template =
        CanonicalJson.read(text.getBytes(StandardCharsets.UTF_8), PodTemplateSpec.class);
    assertThat(hash(text(template))).isEqualTo(annotations.get(HASH));
    lessPatient(template);
    lessPatient(unit.getSpec().getTemplate());
    annotations.put(TEMPLATE, text(template));
    annotations.put(HASH, hash(text(template)));
    return unit;
  }

  static boolean isFirst(Deployment unit) {
    return isFirst(unit.getSpec().getTemplate().getSpec());
  }

  static boolean isFirst(Pod pod) {
    return isFirst(pod.getSpec());
  }

  private static boolean isFirst(PodSpec pod) {
    return pod.getContainers().get(0).getLivenessProbe().getFailureThreshold() == 3;
  }

  private static void lessPatient(PodTemplateSpec template) {
    Probe probe = template.getSpec().getContainers().get(0).getLivenessProbe();
    probe.setTimeoutSeconds(2);
    probe.setFailureThreshold(3);
  }

  private static String text(PodTemplateSpec template) {
    return CanonicalJson.text(CanonicalJson.tree(template));
  }

  private static String hash(String text) {
    return CanonicalJson.sha256(text).substring(0, HASH_CHARACTERS);
  }
}
