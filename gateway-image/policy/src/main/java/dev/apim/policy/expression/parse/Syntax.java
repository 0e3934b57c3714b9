package dev.apim.policy.expression.parse;

import java.util.List;

/** The parser as others see it: policy expressions in, trees out. */
public final class Syntax {

  private Syntax() {}

  /**
   * Parses {@code @(expression)} or <code>@{ statements }</code>, given without white space around.
   * An expression becomes a body that returns it.
   *
   * @throws SyntaxException at the first character that cannot be part of the language
   */
  public static Stmt.Block parse(String text) {
    boolean block = text.startsWith("@{") && text.endsWith("}");
    if (!block && !(text.startsWith("@(") && text.endsWith(")"))) {
      throw new SyntaxException(0, "an expression is written @(...) or @{...}");
    }
    Tokens tokens = new Tokens(Lexer.tokens(text, 2, text.length() - 1));
    Parsers parsers = new Parsers(tokens, new Limits());
    if (block) {
      return parsers.statements.toEnd();
    }
    Expr value = parsers.expressions.expression();
    atEnd(tokens);
    return new Stmt.Block(2, List.of(new Stmt.Return(2, value)));
  }

  /** Parses a bare type, as signatures are declared with it. */
  public static TypeRef type(String text) {
    Tokens tokens = new Tokens(Lexer.tokens(text, 0, text.length()));
    TypeRef type = new TypeParser(tokens).type();
    atEnd(tokens);
    return type;
  }

  static Expr nested(List<Token> holeTokens, Limits limits) {
    Tokens tokens = new Tokens(holeTokens);
    Expr value = new Parsers(tokens, limits).expressions.expression();
    atEnd(tokens);
    return value;
  }

  private static void atEnd(Tokens tokens) {
    if (tokens.peek().kind() != TokenKind.END) {
      throw tokens.unexpected("expected the end of the expression");
    }
  }

  /** The parsers over one run of tokens, wired to each other. */
  private static final class Parsers {
    final ExpressionParser expressions;
    final StatementParser statements;

    Parsers(Tokens tokens, Limits limits) {
      TypeParser types = new TypeParser(tokens);
      expressions = new ExpressionParser(tokens, types, limits);
      statements = new StatementParser(tokens, types, limits, expressions);
      expressions.primary().statements(statements);
    }
  }
}
