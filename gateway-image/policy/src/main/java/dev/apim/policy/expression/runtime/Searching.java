package dev.apim.policy.expression.runtime;

import dev.apim.policy.expression.type.LimitException;

/** Searching text in text costs at worst the product of their lengths: that has a bound. */
final class Searching {

  private static final int SHORT = 64;
  private static final long MOST = 1L << 28;

  private Searching() {}

  /**
   * What is sought, if looking for it can be afforded.
   *
   * @throws LimitException for a long text in a very long one
   */
  static String bounded(String text, String sought) {
    if (sought != null
        && sought.length() > SHORT
        && (long) sought.length() * text.length() > MOST) {
      throw new LimitException("the expression searches too long a text: it was stopped");
    }
    return sought;
  }
}
