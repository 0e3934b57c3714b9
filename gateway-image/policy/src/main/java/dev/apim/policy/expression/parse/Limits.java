package dev.apim.policy.expression.parse;

/** Counts nodes and nesting while a text is parsed, so that no text can exhaust the machine. */
final class Limits {

  static final int MAX_NODES = 20_000;
  static final int MAX_DEPTH = 120;

  private int nodes;
  private int depth;

  void node(int offset) {
    if (++nodes > MAX_NODES) {
      throw new SyntaxException(offset, "the expression has more than " + MAX_NODES + " parts");
    }
  }

  void enter(int offset) {
    node(offset);
    if (++depth > MAX_DEPTH) {
      throw new SyntaxException(
          offset, "the expression is nested more than " + MAX_DEPTH + " deep");
    }
  }

  void leave() {
    depth--;
  }
}
