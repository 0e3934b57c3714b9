package dev.apim.e2e.junit;

/**
 * One part of several.
 *
 * @param part from 1 to {@code of}
 */
record DeepShard(int part, int of) {

  DeepShard {
    if (part < 1 || part > of) {
      throw new IllegalArgumentException(
          "deep.shard is PART/OF, such as 1/4; not " + part + "/" + of);
    }
  }

  static DeepShard parse(String text) {
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
  boolean contains(String name) {
    return Math.floorMod(name.hashCode(), of) == part - 1;
  }
}
