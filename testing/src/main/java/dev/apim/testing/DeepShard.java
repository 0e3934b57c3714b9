package dev.apim.testing;

/**
 * One part of several, into which a deep run is split.
 *
 * @param part from 1 to {@code of}
 */
public record DeepShard(int part, int of) {

  /** Refuses a part that there is not. */
  public DeepShard {
    if (part < 1 || part > of) {
      throw new IllegalArgumentException(
          "deep.shard is PART/OF, such as 1/4; not " + part + "/" + of);
    }
  }

  /** The part that {@code -Ddeep.shard} names; all where it names none. */
  public static DeepShard ofThisRun() {
    return parse(System.getProperty("deep.shard", "1/1"));
  }

  /** Reads {@code PART/OF}. */
  public static DeepShard parse(String text) {
    String[] numbers = text.split("/");
    if (numbers.length != 2) {
      throw new IllegalArgumentException("deep.shard is PART/OF, such as 1/4; not " + text);
    }
    try {
      return new DeepShard(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("deep.shard is PART/OF, such as 1/4; not " + text, e);
    }
  }

  /** Whether a case belongs here; by its name, so that cases added later move no other. */
  public boolean contains(String name) {
    return Math.floorMod(name.hashCode(), of) == part - 1;
  }
}
