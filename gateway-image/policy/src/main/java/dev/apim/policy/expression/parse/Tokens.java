package dev.apim.policy.expression.parse;

import java.util.List;
import java.util.Set;

/** The tokens with a place in them; the parsers share it. */
final class Tokens {

  private static final Set<String> NEVER_NAMES =
      Set.of(
          "if",
          "else",
          "for",
          "foreach",
          "while",
          "do",
          "switch",
          "case",
          "return",
          "break",
          "continue",
          "try",
          "catch",
          "finally",
          "throw",
          "new",
          "is",
          "as",
          "in",
          "out",
          "ref",
          "true",
          "false",
          "null",
          "typeof",
          "default",
          "this",
          "base",
          "using",
          "const",
          "goto",
          "lock",
          "class",
          "struct",
          "namespace",
          "public",
          "private",
          "static",
          "unsafe",
          "checked",
          "unchecked",
          "stackalloc",
          "sizeof",
          "delegate",
          "event",
          "operator");

  private final List<Token> tokens;
  private int at;

  Tokens(List<Token> tokens) {
    this.tokens = tokens;
  }

  Token peek() {
    return tokens.get(at);
  }

  Token peek(int ahead) {
    return tokens.get(Math.min(at + ahead, tokens.size() - 1));
  }

  Token next() {
    Token token = tokens.get(at);
    if (at < tokens.size() - 1) {
      at++;
    }
    return token;
  }

  int mark() {
    return at;
  }

  void reset(int mark) {
    at = mark;
  }

  int offset() {
    return peek().offset();
  }

  boolean looking(String text) {
    return peek().is(text);
  }

  boolean take(String text) {
    if (looking(text)) {
      next();
      return true;
    }
    return false;
  }

  void expect(String text, String place) {
    if (!take(text)) {
      throw unexpected("expected '" + text + "' " + place);
    }
  }

  SyntaxException unexpected(String expectation) {
    Token token = peek();
    String found = token.kind() == TokenKind.END ? token.text() : "'" + token.text() + "'";
    return new SyntaxException(token.offset(), expectation + ", found " + found);
  }

  boolean lookingAtName() {
    return isName(peek());
  }

  static boolean isName(Token token) {
    return token.kind() == TokenKind.NAME && !NEVER_NAMES.contains(token.text());
  }

  String name(String what) {
    if (!lookingAtName()) {
      throw unexpected("expected " + what);
    }
    return next().text();
  }

  /** True where {@code first} is followed by {@code second} with nothing between: two {@code >}. */
  boolean adjacent(String first, String second) {
    return peek().is(first) && peek(1).is(second) && peek().end() == peek(1).offset();
  }

  /** Number of tokens to the one after the bracket that closes the one here, or -1. */
  int afterBracket() {
    int depth = 0;
    for (int i = at; i < tokens.size(); i++) {
      String text = tokens.get(i).kind() == TokenKind.OPERATOR ? tokens.get(i).text() : "";
      if (text.equals("(") || text.equals("[") || text.equals("{") || text.equals("?[")) {
        depth++;
      } else if (text.equals(")") || text.equals("]") || text.equals("}")) {
        depth--;
        if (depth == 0) {
          return i - at + 1;
        }
      }
    }
    return -1;
  }
}
