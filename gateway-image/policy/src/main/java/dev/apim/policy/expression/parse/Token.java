package dev.apim.policy.expression.parse;

import java.util.List;

/**
 * One token. {@code value} is the value of a literal; an interpolated string has {@code parts}
 * instead.
 */
record Token(TokenKind kind, String text, Object value, List<Part> parts, int offset, int end) {

  /** Literal text ({@code tokens == null}) or a hole with its own tokens, alignment and format. */
  record Part(String text, List<Token> tokens, int alignment, String format) {}

  boolean is(String operatorOrName) {
    return (kind == TokenKind.OPERATOR || kind == TokenKind.NAME) && text.equals(operatorOrName);
  }
}
