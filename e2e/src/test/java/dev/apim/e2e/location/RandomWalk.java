package dev.apim.e2e.location;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Edits of a location, one after another, all decided by a seed. */
final class RandomWalk {

  /**
   * Until the location is as it was asked for, until the operator has seen that, or for nothing.
   */
  enum Patience {
    SETTLED,
    SEEN,
    NONE
  }

  private static final List<String> ZONES = List.of("1", "2", "3");

  private final Random random;

  /** Of their own, so that a seed makes the edits that it made before there were limits. */
  private final Random limits;

  RandomWalk(long seed) {
    this.random = new Random(seed);
    this.limits = new Random(~seed);
  }

  Shape next() {
    int version = 1 + random.nextInt(2);
    int mark = random.nextInt(2);
    Shape shape = random.nextInt(3) == 0 ? Shape.automatic(1 + random.nextInt(4)) : zoned();
    return shape.version(version).mark(mark).atOnce(1 + limits.nextInt(2));
  }

  /** For what one waits before the next edit. */
  Patience patience() {
    return Patience.values()[random.nextInt(Patience.values().length)];
  }

  /** How long to wait before an edit overtakes the one before, in milliseconds. */
  int pause() {
    return 50 + random.nextInt(3000);
  }

  private Shape zoned() {
    List<String> zones = new ArrayList<>(ZONES);
    Collections.shuffle(zones, random);
    List<String> chosen = zones.subList(0, 1 + random.nextInt(3)).stream().sorted().toList();
    int each = 1 + random.nextInt(chosen.size() == 1 ? 3 : 2);
    return Shape.over(String.join("", chosen), each * chosen.size());
  }
}
