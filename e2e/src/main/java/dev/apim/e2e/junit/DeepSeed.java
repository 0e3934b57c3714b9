package dev.apim.e2e.junit;

import java.util.concurrent.ThreadLocalRandom;

/** Where chance comes from: the property {@code deep.seed}, else a new seed, which is printed. */
public final class DeepSeed {

  private DeepSeed() {}

  /**
   * The seed of this run.
   *
   * @param test class that draws from it, for the command that repeats the run
   */
  public static long of(Class<?> test) {
    long seed =
        Long.getLong("deep.seed", ThreadLocalRandom.current().nextLong(1, Integer.MAX_VALUE));
    System.out.printf(
        "seed %d; repeat: mvn verify -Pdeep -pl e2e -am -Dit.test=%s -Dtest=None"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Ddeep.fresh=true -Ddeep.seed=%d%n",
        seed, test.getSimpleName(), seed);
    return seed;
  }
}
