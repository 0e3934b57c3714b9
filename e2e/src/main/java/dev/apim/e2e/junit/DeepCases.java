package dev.apim.e2e.junit;

import dev.apim.e2e.tools.Home;
import dev.apim.testing.DeepShard;
import dev.apim.testing.PassedBefore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;

/**
 * Many cases of a test tagged {@code deep}, for a {@code @TestFactory}: split over machines ({@code
 * -Ddeep.shard=1/4}) and resumed where a run was broken off. Cases that passed are noted in {@code
 * e2e/target/deep/SUITE.done} and skipped by the next run; {@code -Ddeep.fresh=true} forgets them.
 */
public final class DeepCases {
  private final String suite;
  private final PassedBefore passedBefore;
  private final DeepShard shard;
  private final List<DynamicTest> tests = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private int passed;
  private double seconds;

  DeepCases(Path directory, String suite, DeepShard shard, boolean fresh) {
    this.suite = suite;
    this.passedBefore = new PassedBefore(directory.resolve(suite + ".done"));
    this.shard = shard;
    if (fresh) {
      passedBefore.forget();
    }
  }

  /**
   * The cases of one suite.
   *
   * @param suite a file name, unique among all
   */
  public static DeepCases of(String suite) {
    return new DeepCases(
        Home.tree().resolve("e2e/target/deep"),
        suite,
        DeepShard.ofThisRun(),
        Boolean.getBoolean("deep.fresh"));
  }

  /**
   * Adds a case, where it belongs to this shard and has not passed before.
   *
   * @param name unique in the suite and the same in every run; with its seed, where it has one
   */
  public DeepCases add(String name, Executable test) {
    if (!names.add(name)) {
      throw new IllegalArgumentException("two cases are called " + name);
    }
    if (shard.contains(name) && !passedBefore.contains(name)) {
      tests.add(
          DynamicTest.dynamicTest(
              name,
              () -> {
                long start = System.nanoTime();
                test.execute();
                passedBefore.add(name);
                tell(name, (System.nanoTime() - start) / 1e9);
              }));
    }
    return this;
  }

  /** What is left is told by the mean of the cases so far, for these runs last for hours. */
  private void tell(String name, double took) {
    passed++;
    seconds += took;
    System.out.printf(
        "deep %s: %d of %d passed, %s in %.0f s; about %.0f min left%n",
        suite, passed, tests.size(), name, took, seconds / passed * (tests.size() - passed) / 60);
  }

  /** What a {@code @TestFactory} returns. */
  public Stream<DynamicTest> stream() {
    return tests.stream();
  }
}
