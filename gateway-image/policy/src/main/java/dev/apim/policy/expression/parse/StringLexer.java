package dev.apim.policy.expression.parse;

import java.util.ArrayList;
import java.util.List;

/** Strings: regular, verbatim, interpolated and both. */
final class StringLexer {

  private final String text;
  private final int limit;
  private final int start;
  private final List<Token.Part> parts = new ArrayList<>();
  private final StringBuilder literal = new StringBuilder();
  private boolean verbatim;
  private boolean interpolated;
  private int at;

  StringLexer(String text, int start, int limit) {
    this.text = text;
    this.start = start;
    this.at = start;
    this.limit = limit;
  }

  int end() {
    return at;
  }

  Token read() {
    while (text.charAt(at) != '"') {
      verbatim |= text.charAt(at) == '@';
      interpolated |= text.charAt(at) == '$';
      at++;
    }
    at++;
    while (true) {
      if (at >= limit) {
        throw new SyntaxException(start, "the string has no closing quote");
      }
      if (step()) {
        break;
      }
    }
    String all = text.substring(start, at);
    if (!interpolated) {
      return new Token(TokenKind.STRING, all, literal.toString(), null, start, at);
    }
    flush();
    return new Token(TokenKind.INTERPOLATED, all, null, List.copyOf(parts), start, at);
  }

  private boolean step() {
    char c = text.charAt(at);
    if (c == '"') {
      at++;
      boolean doubled = verbatim && at < limit && text.charAt(at) == '"';
      if (!doubled) {
        return true;
      }
      literal.append('"');
      at++;
    } else if (c == '\\' && !verbatim) {
      Escapes escapes = new Escapes(text, at, limit);
      literal.append(escapes.read());
      at = escapes.end();
    } else if (c == '\n' && !verbatim) {
      throw new SyntaxException(start, "the string is not closed on its line");
    } else if (interpolated && (c == '{' || c == '}')) {
      brace(c);
    } else {
      literal.append(c);
      at++;
    }
    return false;
  }

  private void brace(char c) {
    if (at + 1 < limit && text.charAt(at + 1) == c) {
      literal.append(c);
      at += 2;
    } else if (c == '}') {
      throw new SyntaxException(at, "'}' in an interpolated string is written '}}'");
    } else {
      flush();
      hole();
    }
  }

  private void flush() {
    if (literal.length() > 0) {
      parts.add(new Token.Part(literal.toString(), null, 0, null));
      literal.setLength(0);
    }
  }

  private void hole() {
    int from = ++at;
    int end = HoleEnd.find(text, from, limit);
    if (end < 0) {
      throw new SyntaxException(from - 1, "the hole of the interpolated string is not closed");
    }
    List<Token> tokens = Lexer.tokens(text, from, end);
    at = end;
    int alignment = alignment();
    String format = format();
    if (at >= limit || text.charAt(at) != '}') {
      throw new SyntaxException(at, "expected '}' of the interpolated string");
    }
    at++;
    parts.add(new Token.Part(null, tokens, alignment, format));
  }

  private int alignment() {
    if (text.charAt(at) != ',') {
      return 0;
    }
    int from = ++at;
    while (at < limit && text.charAt(at) != ':' && text.charAt(at) != '}') {
      at++;
    }
    try {
      return Integer.parseInt(text.substring(from, at).strip());
    } catch (NumberFormatException e) {
      throw new SyntaxException(from, "the alignment of an interpolation must be a number");
    }
  }

  private String format() {
    if (at >= limit || text.charAt(at) != ':') {
      return null;
    }
    int from = ++at;
    while (at < limit && text.charAt(at) != '}') {
      at++;
    }
    return text.substring(from, at);
  }
}
