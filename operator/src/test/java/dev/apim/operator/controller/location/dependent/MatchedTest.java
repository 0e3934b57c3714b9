package dev.apim.operator.controller.location.dependent;

import static org.assertj.core.api.Assertions.assertThat;

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
  @DisplayName("a Role that matched is compared again when another Secret is to be granted")
  void anotherSecretIsAnotherEssence() {
    matched.add(ROLE, with("one"));

    assertThat(matched.contains(ROLE, with("one", "two"))).isFalse();
    assertThat(matched.contained(ROLE, with("one", "two"))).isFalse();
  }
}
