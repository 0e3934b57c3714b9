package dev.apim.operator.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ValueSecretTest {

  private static final Secret MADE =
      ValueSecret.of("apim", "contoso", "contoso-values-1", Map.of("a", "one", "b", "two"));

  @Test
  void oneAsItWasMadeIsWhole() {
    assertThat(ValueSecret.isWhole(MADE)).isTrue();
  }

  @Test
  @DisplayName("B8 one that a hand has made again with another value is not whole")
  void oneWithAnotherValueIsNotWhole() {
    Secret other = new SecretBuilder(MADE).addToData("a", "b3RoZXI=").build();

    assertThat(ValueSecret.isWhole(other)).isFalse();
  }

  @Test
  @DisplayName("B8 one under the name of another, without labels, or that can change is not whole")
  void oneThatIsStrippedIsNotWhole() {
    assertThat(
            ValueSecret.isWhole(
                new SecretBuilder(MADE).editMetadata().withName("x").endMetadata().build()))
        .isFalse();
    assertThat(
            ValueSecret.isWhole(
                new SecretBuilder(MADE)
                    .editMetadata()
                    .removeFromLabels(Labels.COMPONENT)
                    .endMetadata()
                    .build()))
        .isFalse();
    assertThat(ValueSecret.isWhole(new SecretBuilder(MADE).withImmutable(false).build())).isFalse();
  }

  @Test
  void oneOfAnOlderOperatorHasNoSealAndIsWhole() {
    assertThat(
            ValueSecret.isWhole(new SecretBuilder(MADE).removeFromData(ValueSecret.SEAL).build()))
        .isTrue();
  }
}
