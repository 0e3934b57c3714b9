package dev.apim.operator.domain.sync;

import static dev.apim.operator.domain.sync.SyncFixtures.document;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.operator.domain.sync.DeletionGuard.Removals;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeletionGuardTest {

  @Test
  void whatTheNextDocumentLacksIsARemoval() {
    Removals removals = DeletionGuard.removals(document("a", "b", "c"), document("b", "d"));

    assertThat(removals.of("Api")).containsExactlyInAnyOrder("a", "c");
    assertThat(removals.before()).isEqualTo(3);
  }

  @ParameterizedTest(name = "{0} of {1} removed: unusual {2}")
  @CsvSource({
    "10, 10, false",
    "11, 11, true",
    "11, 54, true",
    "11, 55, false",
    "20, 100, false",
    "21, 100, true",
    "0, 0, false"
  })
  void moreThanTenAndAFifthAreUnusual(int removed, int before, boolean unusual) {
    String[] all = IntStream.range(0, before).mapToObj(i -> "api" + i).toArray(String[]::new);
    String[] kept =
        IntStream.range(removed, before).mapToObj(i -> "api" + i).toArray(String[]::new);

    assertThat(DeletionGuard.removals(document(all), document(kept)).isUnusual())
        .isEqualTo(unusual);
  }
}
