package dev.apim.policy.expression.parse;

/** Finds where the expression in a hole of an interpolated string ends: at , : or the brace. */
final class HoleEnd {

  private HoleEnd() {}

  /** Offset of the first comma, colon or closing brace outside brackets and strings, or -1. */
  static int find(String text, int from, int limit) {
    int depth = 0;
    int at = from;
    while (at < limit) {
      char c = text.charAt(at);
      if (depth == 0 && (c == '}' || c == ',' || c == ':')) {
        return at;
      }
      if (c == '"' || c == '$' || c == '@') {
        at = afterString(text, at, limit);
        continue;
      }
      if (c == '\'') {
        at = afterCharacter(text, at, limit);
        continue;
      }
      depth += c == '(' || c == '[' || c == '{' ? 1 : c == ')' || c == ']' || c == '}' ? -1 : 0;
      at++;
    }
    return -1;
  }

  private static int afterString(String text, int at, int limit) {
    int quote = at;
    while (quote < limit && (text.charAt(quote) == '$' || text.charAt(quote) == '@')) {
      quote++;
    }
    if (quote >= limit || text.charAt(quote) != '"') {
      return at + 1;
    }
    StringLexer strings = new StringLexer(text, at, limit);
    strings.read();
    return strings.end();
  }

  private static int afterCharacter(String text, int at, int limit) {
    int end = at + 1;
    if (end < limit && text.charAt(end) == '\\') {
      end++;
    }
    int close = text.indexOf('\'', end + 1);
    return close < 0 || close >= limit ? at + 1 : close + 1;
  }
}
