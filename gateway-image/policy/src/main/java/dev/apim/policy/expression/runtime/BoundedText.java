package dev.apim.policy.expression.runtime;

import dev.apim.policy.expression.type.Evaluation;
import dev.apim.policy.expression.type.Fault;
import dev.apim.policy.expression.type.LimitException;

/**
 * Text under a regular expression: counts the characters looked at, so that no pattern runs on. A
 * look is the dearer the longer the pattern: between two looks all of it may be tried.
 */
final class BoundedText implements CharSequence {

  private static final long MOST = 2_000_000;
  private static final long PAID_EVERY = 1024;

  private final CharSequence text;
  private final Meter meter;

  /** What all parts of one search have looked at together. */
  private static final class Meter {
    private final Evaluation evaluation;
    private final int price;
    private long looked;
    private long paid;

    Meter(Evaluation evaluation, int price) {
      this.evaluation = evaluation;
      this.price = price;
    }

    void look() {
      looked += price;
      if (looked > MOST) {
        throw tooLong();
      }
      if (looked - paid >= PAID_EVERY) {
        pay();
      }
    }

    /**
     * Whether work or time ends first depends on the machine, what the expression sees does not.
     */
    private void pay() {
      try {
        evaluation.spend((looked - paid) / 4);
      } catch (LimitException e) {
        throw tooLong();
      }
      paid = looked;
    }

    private static Fault tooLong() {
      return new Fault("RegexMatchTimeoutException", "The regular expression takes too long.");
    }
  }

  BoundedText(CharSequence text, int patternLength, Evaluation evaluation) {
    this(text, new Meter(evaluation, 1 + patternLength / 32));
  }

  private BoundedText(CharSequence text, Meter meter) {
    this.text = text;
    this.meter = meter;
  }

  @Override
  public char charAt(int index) {
    meter.look();
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return new BoundedText(text.subSequence(start, end), meter);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
