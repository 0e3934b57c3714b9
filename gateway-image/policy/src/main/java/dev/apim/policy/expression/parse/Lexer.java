package dev.apim.policy.expression.parse;

import java.util.ArrayList;
import java.util.List;

/** Cuts C# text into tokens; comments and white space are gone afterwards. */
final class Lexer {

  private static final String[] OPERATORS = {
    "<<=", "??=", "=>", "==", "!=", "<=", ">=", "&&", "||", "??", "?.", "++", "--", "+=", "-=",
    "*=", "/=", "%=", "&=", "|=", "^=", "<<", "::", "..", "?[", "+", "-", "*", "/", "%", "=", "<",
    ">", "!", "~", "&", "|", "^", "?", ":", ".", ",", ";", "(", ")", "[", "]", "{", "}"
  };

  private final String text;
  private final int limit;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private Lexer(String text, int from, int limit) {
    this.text = text;
    this.at = from;
    this.limit = limit;
  }

  static List<Token> tokens(String text, int from, int limit) {
    Lexer lexer = new Lexer(text, from, limit);
    lexer.run();
    return lexer.tokens;
  }

  private void run() {
    while (true) {
      skipSpaceAndComments();
      if (at >= limit) {
        tokens.add(new Token(TokenKind.END, "end of expression", null, null, limit, limit));
        return;
      }
      next();
    }
  }

  private void next() {
    char c = text.charAt(at);
    if (isStringStart()) {
      StringLexer strings = new StringLexer(text, at, limit);
      tokens.add(strings.read());
      at = strings.end();
    } else if (c == '\'') {
      character();
    } else if (isDigit(c) || c == '.' && isDigit(peek(1))) {
      NumberLexer numbers = new NumberLexer(text, at, limit);
      tokens.add(numbers.read());
      at = numbers.end();
    } else if (isNameStart(c) || c == '@' && isNameStart(peek(1))) {
      name();
    } else {
      operator();
    }
  }

  private boolean isStringStart() {
    char c = text.charAt(at);
    if (c == '"') {
      return true;
    }
    boolean prefix = c == '$' || c == '@';
    return prefix && (peek(1) == '"' || (peek(1) == '$' || peek(1) == '@') && peek(2) == '"');
  }

  private char peek(int offset) {
    return at + offset < limit ? text.charAt(at + offset) : '\0';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isNameStart(char c) {
    return Character.isLetter(c) || c == '_';
  }

  private void name() {
    int start = at;
    if (text.charAt(at) == '@') {
      at++;
    }
    int from = at;
    while (at < limit && (isNameStart(text.charAt(at)) || Character.isDigit(text.charAt(at)))) {
      at++;
    }
    tokens.add(new Token(TokenKind.NAME, text.substring(from, at), null, null, start, at));
  }

  private void character() {
    int start = at;
    at++;
    if (at >= limit) {
      throw new SyntaxException(start, "the character literal is not closed");
    }
    char value = text.charAt(at);
    if (value == '\\') {
      Escapes escapes = new Escapes(text, at, limit);
      String decoded = escapes.read();
      value = decoded.charAt(0);
      at = escapes.end();
    } else {
      at++;
    }
    if (at >= limit || text.charAt(at) != '\'') {
      throw new SyntaxException(start, "the character literal is not closed");
    }
    at++;
    tokens.add(new Token(TokenKind.CHARACTER, text.substring(start, at), value, null, start, at));
  }

  private void operator() {
    for (String operator : OPERATORS) {
      if (text.startsWith(operator, at) && at + operator.length() <= limit && fits(operator)) {
        tokens.add(new Token(TokenKind.OPERATOR, operator, null, null, at, at + operator.length()));
        at += operator.length();
        return;
      }
    }
    throw new SyntaxException(at, "unexpected character '" + text.charAt(at) + "'");
  }

  /** {@code a?.5:b} is a conditional, not a member access. */
  private boolean fits(String operator) {
    return !operator.equals("?.") || !isDigit(peek(2));
  }

  /** White space, and what editors and chats leave behind that looks like it or like nothing. */
  private static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\uFEFF' || c == '\u200B';
  }

  private void skipSpaceAndComments() {
    while (at < limit) {
      if (isSpace(text.charAt(at))) {
        at++;
      } else if (text.startsWith("//", at)) {
        int newline = text.indexOf('\n', at);
        at = newline < 0 || newline > limit ? limit : newline;
      } else if (text.startsWith("/*", at)) {
        int end = text.indexOf("*/", at + 2);
        if (end < 0 || end >= limit) {
          throw new SyntaxException(at, "the comment has no closing '*/'");
        }
        at = end + 2;
      } else {
        return;
      }
    }
  }
}
