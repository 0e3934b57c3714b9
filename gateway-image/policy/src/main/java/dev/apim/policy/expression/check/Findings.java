package dev.apim.policy.expression.check;

import dev.apim.policy.expression.type.Type;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong; trying an overload can be undone. */
final class Findings {

  private static final int MOST = 50;
  private static final int MOST_STEPS = 400_000;

  private final List<Finding> found = new ArrayList<>();
  private int steps;

  /** Records and gives the value that stands for what is wrong. */
  Bound report(int offset, String message) {
    if (found.size() < MOST) {
      found.add(new Finding(offset, message));
    }
    return new Bound.Constant(Type.ERROR, null);
  }

  /** Bounds the work of checking: lambdas are checked once for every overload that is tried. */
  void step(int offset) {
    if (++steps > MOST_STEPS) {
      throw new TooComplexException(offset);
    }
  }

  int mark() {
    return found.size();
  }

  /** Forgets what was found since the mark and tells whether there was anything. */
  boolean rollback(int mark) {
    boolean any = found.size() > mark;
    while (found.size() > mark) {
      found.remove(found.size() - 1);
    }
    return any;
  }

  List<Finding> all() {
    return List.copyOf(found);
  }

  /** Checking would take too long. */
  static final class TooComplexException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int offset;

    TooComplexException(int offset) {
      super("the expression is too complex to check", null, false, false);
      this.offset = offset;
    }

    int offset() {
      return offset;
    }
  }
}
