package dev.apim.operator.domain.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RevisionChangesTest {

  @Test
  void objectsThatDifferAreNamed() {
    assertThat(
            RevisionChanges.of(
                Map.of("Api a", "1", "Api b", "1", "Backend c", "1"),
                Map.of("Api a", "2", "Backend c", "1", "Policy d", "1")))
        .isEqualTo("Api a changed, Api b removed, Policy d added");
  }

  @Test
  void ofManyTheFirstAreNamedAndTheRestCounted() {
    Map<String, String> many =
        IntStream.range(0, 500)
            .boxed()
            .collect(
                Collectors.toMap(i -> "Api %03d".formatted(i), i -> "", (a, b) -> a, TreeMap::new));

    assertThat(RevisionChanges.of(Map.of(), many))
        .isEqualTo("Api 000 added, Api 001 added, Api 002 added and 497 more");
  }

  @Test
  void aLineIsNeverLongerThanItsFieldAllows() {
    assertThat(RevisionChanges.of(Map.of(), Map.of("Api " + "n".repeat(300), ""))).hasSize(256);
  }
}
