package dev.apim.operator.controller.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.api.v1alpha1.LocalReference;
import dev.apim.api.v1alpha1.Subscription;
import dev.apim.api.v1alpha1.SubscriptionSpec;
import dev.apim.compiler.SubscriptionKeys;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SubscriptionSecretsTest {

  private final SubscriptionSecrets secrets = new SubscriptionSecrets(null);

  @Test
  void ofASecretThatIsNotThereYetNothingIsSaid() {
    assertThat(secrets.keys(List.of(subscription("shop", null)), Stream.empty())).isEmpty();
  }

  @Test
  void aNameThatNoSecretCanHaveIsAFaultOfTheUserAndNeverAsked() {
    String longest = "s".repeat(253);
    assertThat(
            secrets.keys(
                List.of(subscription(longest, null), subscription("shop", "keys..of-shop")),
                Stream.empty()))
        .hasSize(2)
        .allSatisfy(
            (name, keys) ->
                assertThat(keys)
                    .extracting(SubscriptionKeys::problem)
                    .asString()
                    .contains("set spec.secretName"));
  }

  private static Subscription subscription(String name, String secretName) {
    Subscription subscription = new Subscription();
    subscription.setMetadata(new ObjectMetaBuilder().withName(name).withNamespace("apim").build());
    subscription.setSpec(
        new SubscriptionSpec(new LocalReference("contoso"), null, null, null, secretName, null));
    return subscription;
  }
}
