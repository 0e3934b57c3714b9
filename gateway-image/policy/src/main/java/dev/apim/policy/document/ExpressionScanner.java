package dev.apim.policy.document;

import java.util.BitSet;

/**
 * Finds the end of a C# expression inside text that is not meant for it, without parsing: knows
 * strings of all kinds, character literals, comments and brackets. A quote may be written raw or as
 * an entity; a string ends with the form that opened it.
 */
final class ExpressionScanner {

  private static final int DEEPEST = 100;

  private final String text;
  private final int limit;
  private final BitSet literal = new BitSet();
  private int at;
  private int width;
  private String failure = "";

  ExpressionScanner(String text, int limit) {
    this.text = text;
    this.limit = limit;
  }

  /** Offset after the expression that starts at {@code start}, or -1: see {@link #failure()}. */
  int end(int start) {
    at = start + 1;
    if (!brackets(closing(text.charAt(at)), 0)) {
      return -1;
    }
    return at;
  }

  /** Why there is no end. */
  String failure() {
    return failure;
  }

  /** Where the scanning stopped. */
  int stoppedAt() {
    return at;
  }

  /** Offsets inside strings with raw quotes: there an ampersand is an ampersand. */
  BitSet insideRawStrings() {
    return literal;
  }

  private static char closing(char open) {
    return open == '(' ? ')' : open == '[' ? ']' : '}';
  }

  private char current() {
    width = 1;
    char c = text.charAt(at);
    if (c == '&') {
      int length = Entities.length(text, at, limit);
      if (length > 0) {
        width = length;
        return (char) Entities.codePoint(text, at, length);
      }
    }
    return c;
  }

  private char peek(int offset) {
    return at + offset < limit ? text.charAt(at + offset) : '\0';
  }

  private boolean fail(String message) {
    failure = message;
    return false;
  }

  private boolean brackets(char close, int depth) {
    if (depth > DEEPEST) {
      return fail("the expression is nested too deeply");
    }
    at++;
    while (at < limit) {
      char c = current();
      if (c == close) {
        at += width;
        return true;
      }
      if (!step(c, depth)) {
        return false;
      }
    }
    return fail("the expression has no closing '" + close + "'");
  }

  private boolean step(char c, int depth) {
    return switch (c) {
      case '(', '[', '{' -> brackets(closing(c), depth + 1);
      case ')', ']', '}' -> fail("'" + c + "' closes nothing in this expression");
      case '"' -> string(false, false, depth);
      case '\'' -> character();
      case '$', '@' -> prefixed(c, depth);
      case '/' -> slash();
      default -> {
        at += width;
        yield true;
      }
    };
  }

  private boolean prefixed(char first, int depth) {
    int here = at;
    at++;
    boolean interpolated = first == '$';
    boolean verbatim = first == '@';
    if (at < limit && (peek(0) == '$' || peek(0) == '@') && peek(0) != first) {
      interpolated = true;
      verbatim = true;
      at++;
    }
    if (at < limit && current() == '"') {
      return string(verbatim, interpolated, depth);
    }
    at = here + 1;
    return true;
  }

  private boolean slash() {
    if (peek(1) == '/') {
      int newline = text.indexOf('\n', at);
      at = newline < 0 || newline > limit ? limit : newline;
    } else if (peek(1) == '*') {
      int end = text.indexOf("*/", at + 2);
      if (end < 0 || end >= limit) {
        return fail("the comment has no closing '*/'");
      }
      at = end + 2;
    } else {
      at++;
    }
    return true;
  }

  private boolean character() {
    int here = at;
    at += width;
    if (at < limit && text.charAt(at) == '\\') {
      int end = at + 2;
      while (end < limit && end < at + 10 && text.charAt(end) != '\'') {
        end++;
      }
      at = end < limit && text.charAt(end) == '\'' ? end + 1 : here + 1;
      return true;
    }
    if (at < limit) {
      current();
      at += width;
    }
    if (at < limit && current() == '\'') {
      at += width;
    } else {
      at = here + 1;
    }
    return true;
  }

  private boolean string(boolean verbatim, boolean interpolated, int depth) {
    boolean raw = text.charAt(at) == '"';
    current();
    at += width;
    while (at < limit) {
      char c = raw ? text.charAt(at) : current();
      int w = raw ? 1 : width;
      if (raw) {
        literal.set(at);
      }
      if (c == '"') {
        boolean doubled = verbatim && quoteAt(at + w, raw);
        at += w;
        if (!doubled) {
          return true;
        }
        current();
        at += raw ? 1 : width;
      } else if (c == '\\' && !verbatim) {
        at++;
        skipOne(raw);
      } else if (interpolated && c == '{') {
        if (!hole(depth)) {
          return false;
        }
      } else if (c == '\n' && !verbatim) {
        return fail("the string is not closed on its line");
      } else {
        at += w;
      }
    }
    return fail("the string has no closing quote");
  }

  private void skipOne(boolean raw) {
    if (at < limit) {
      if (raw) {
        literal.set(at);
        at++;
      } else {
        current();
        at += width;
      }
    }
  }

  private boolean hole(int depth) {
    if (peek(1) == '{') {
      at += 2;
      return true;
    }
    return brackets('}', depth + 1);
  }

  private boolean quoteAt(int offset, boolean raw) {
    if (offset >= limit) {
      return false;
    }
    int saved = at;
    at = offset;
    boolean quote = raw ? text.charAt(at) == '"' : current() == '"';
    at = saved;
    return quote;
  }
}
