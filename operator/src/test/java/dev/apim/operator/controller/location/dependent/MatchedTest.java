package dev.apim.operator.controller.location.dependent;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MatchedTest {

  private static final Role ROLE =
      new RoleBuilder()
          .withNewMetadata()
          .withName("west-gateway")
          .withNamespace("apim")
          .withResourceVersion("7")
          .endMetadata()
          .build();

  private final Matched matched = new Matched();

  private static Matched.Essence with(String... secrets) {
    return new Matched.Essence("uid", null, List.of(), Map.of(), Set.of(secrets));
  }

  @Test
  void aChildThatMatchedIsNotComparedAgain() {
    matched.add(ROLE, with("one"));

    assertThat(matched.contains(ROLE, with("one"))).isTrue();
  }

  @Test
  @DisplayName("what Kubernetes says in the status of a child is no edit of it")
  void aStatusIsNoEdit() {
    matched.add(deployment(3, "7", "old"), with("one"));

    assertThat(matched.contains(deployment(3, "8", "old"), with("one"))).isTrue();
    assertThat(matched.contains(deployment(4, "8", "old"), with("one"))).isFalse();
    assertThat(matched.contains(deployment(3, "8", "new"), with("one"))).isFalse();
  }

  @Test
  @DisplayName("a child of a kind without a generation is compared again in every new version")
  void withoutAGenerationEveryVersionCounts() {
    matched.add(ROLE, with("one"));
    Role edited =
        new RoleBuilder(ROLE).editMetadata().withResourceVersion("8").endMetadata().build();

    assertThat(matched.contains(edited, with("one"))).isFalse();
    assertThat(matched.contained(edited, with("one"))).isTrue();
  }

  @Test
  @DisplayName("B8 what is written twice, since the cache was behind, was restored only if changed")
  void aWriteThatChangesNothingRestoresNothing() {
    matched.add(deployment(3, "7", "old"), with("one"));
    Deployment started =
        new DeploymentBuilder(deployment(3, "8", "old"))
            .editMetadata()
            .addNewManagedField()
            .withManager("kube-controller-manager")
            .withSubresource("status")
            .endManagedField()
            .endMetadata()
            .build();
    Deployment another =
        new DeploymentBuilder(started).editMetadata().withUid("another").endMetadata().build();

    assertThat(matched.restored(started, with("one"))).isFalse();
    assertThat(matched.contains(started, with("one"))).isTrue();
    assertThat(matched.restored(another, with("one"))).isTrue();
    assertThat(matched.restored(deployment(4, "9", "old"), with("one"))).isTrue();
    assertThat(matched.restored(deployment(4, "9", "old"), with("two"))).isFalse();
  }

  @Test
  void aChildThatWasNotWrittenOrIsNoLongerWantedIsNotRemembered() {
    matched.add(
        new RoleBuilder(ROLE).editMetadata().withResourceVersion(null).endMetadata().build(),
        with("one"));
    assertThat(matched.contained(ROLE, with("one"))).isFalse();

    matched.add(ROLE, with("one"));
    matched.forget(ROLE);
    assertThat(matched.contained(ROLE, with("one"))).isFalse();
  }

  private static Deployment deployment(long generation, String version, String label) {
    return new DeploymentBuilder()
        .withNewMetadata()
        .withName("west-1-0")
        .withNamespace("apim")
        .withGeneration(generation)
        .withResourceVersion(version)
        .addToLabels("label", label)
        .addToAnnotations("deployment.kubernetes.io/revision", version)
        .endMetadata()
        .build();
  }

  @Test
  @DisplayName("a Role that matched is compared again when another Secret is to be granted")
  void anotherSecretIsAnotherEssence() {
    matched.add(ROLE, with("one"));

    assertThat(matched.contains(ROLE, with("one", "two"))).isFalse();
    assertThat(matched.contained(ROLE, with("one", "two"))).isFalse();
  }
}
