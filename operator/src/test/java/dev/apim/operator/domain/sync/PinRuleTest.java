package dev.apim.operator.domain.sync;

import static dev.apim.operator.domain.sync.SyncFixtures.first;
import static dev.apim.operator.domain.sync.SyncFixtures.next;
import static dev.apim.operator.domain.sync.SyncFixtures.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.api.v1alpha1.GatewayConfigurationSpec;
import dev.apim.operator.domain.sync.PinRule.Choice;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PinRuleTest {

  private final GatewayConfigurationSpec pointer =
      next(Optional.of(first(snapshot("orders"))), snapshot("users"));

  @Test
  void aHashOrItsBeginningNamesARevision() {
    String hash = snapshot("orders").hash();

    for (String pin : new String[] {hash, hash.substring(0, 12)}) {
      assertThat(PinRule.choose(pin, pointer))
          .isInstanceOfSatisfying(
              Choice.Found.class, found -> assertThat(found.entry().sequence()).isEqualTo(1));
    }
  }

  @Test
  void aPinThatNamesNothingIsAnsweredWithTheRevisionsThatThereAre() {
    assertThat(PinRule.choose("000000000000", pointer))
        .isInstanceOfSatisfying(
            Choice.NotFound.class,
            none ->
                assertThat(none.message())
                    .contains("spec.configuration.pin: 000000000000")
                    .contains(snapshot("orders").hash().substring(0, 12) + " (1)")
                    .contains(snapshot("users").hash().substring(0, 12) + " (2)"));
  }
}
