package dev.apim.e2e.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apim.testing.DeepShard;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeepCasesTest {

  @TempDir Path directory;

  @Test
  void caseThatPassedIsSkippedByTheNextRunAndOneThatFailedIsNot() throws Throwable {
    List<DynamicTest> first =
        cases("1/1", false).add("good", () -> {}).add("bad", this::fail).stream().toList();
    first.get(0).getExecutable().execute();
    assertThatThrownBy(() -> first.get(1).getExecutable().execute()).hasMessage("as it should");

    assertThat(names(cases("1/1", false).add("good", () -> {}).add("bad", this::fail)))
        .containsExactly("bad");
  }

  @Test
  void freshRunForgetsWhatPassed() throws Throwable {
    cases("1/1", false).add("good", () -> {}).stream().toList().get(0).getExecutable().execute();

    assertThat(names(cases("1/1", true).add("good", () -> {}))).containsExactly("good");
  }

  @Test
  void everyCaseIsInExactlyOneShard() {
    List<String> all = new ArrayList<>();
    for (String shard : List.of("1/3", "2/3", "3/3")) {
      DeepCases cases = cases(shard, false);
      IntStream.range(0, 60).forEach(i -> cases.add("case " + i, () -> {}));
      List<String> part = names(cases);
      assertThat(part).hasSizeBetween(10, 30);
      all.addAll(part);
    }
    assertThat(all).hasSize(60).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0/4", "5/4", "1", "a/b", "1/2/3"})
  void shardThatMakesNoSenseIsRefused(String shard) {
    assertThatThrownBy(() -> DeepShard.parse(shard)).hasMessageContaining("such as 1/4");
  }

  @Test
  void twoCasesOfOneNameAreRefused() {
    DeepCases cases = cases("1/1", false).add("twice", () -> {});
    assertThatThrownBy(() -> cases.add("twice", () -> {})).hasMessageContaining("twice");
  }

  private void fail() {
    throw new IllegalStateException("as it should");
  }

  private DeepCases cases(String shard, boolean fresh) {
    return new DeepCases(directory, "suite", DeepShard.parse(shard), fresh);
  }

  private static List<String> names(DeepCases cases) {
    return cases.stream().map(DynamicTest::getDisplayName).toList();
  }
}
