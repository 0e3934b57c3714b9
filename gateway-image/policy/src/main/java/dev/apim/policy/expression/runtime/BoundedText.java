package dev.apim.policy.expression.runtime;

import dev.apim.policy.expression.type.Evaluation;
import dev.apim.policy.expression.type.Fault;

/** Text under a regular expression: counts the characters looked at, so that no pattern runs on. */
final class BoundedText implements CharSequence {

  private static final long MOST = 2_000_000;
  private static final int EVERY = 1023;

  private final CharSequence text;
  private final Evaluation evaluation;
  private final long[] looked;

  BoundedText(CharSequence text, Evaluation evaluation) {
    this(text, evaluation, new long[1]);
  }

  private BoundedText(CharSequence text, Evaluation evaluation, long[] looked) {
    this.text = text;
    this.evaluation = evaluation;
    this.looked = looked;
  }

  @Override
  public char charAt(int index) {
    if (++looked[0] > MOST) {
      throw new Fault("RegexMatchTimeoutException", "The regular expression takes too long.");
    }
    if ((looked[0] & EVERY) == 0) {
      evaluation.spend(EVERY / 4);
    }
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return new BoundedText(text.subSequence(start, end), evaluation, looked);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
