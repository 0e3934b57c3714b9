package dev.apim.policy.expression.parse;

import java.util.ArrayList;
import java.util.List;

/** Statements of <code>@{ }</code> bodies, lambdas and local functions. */
final class StatementParser {

  private final Tokens tokens;
  private final TypeParser types;
  private final Limits limits;
  private final ExpressionParser expressions;
  private final FlowParser flow;

  StatementParser(Tokens tokens, TypeParser types, Limits limits, ExpressionParser expressions) {
    this.tokens = tokens;
    this.types = types;
    this.limits = limits;
    this.expressions = expressions;
    this.flow = new FlowParser(tokens, types, expressions, this);
  }

  Stmt.Block block() {
    int offset = tokens.offset();
    tokens.expect("{", "before the statements");
    List<Stmt> statements = new ArrayList<>();
    while (!tokens.looking("}")) {
      statements.add(statement());
    }
    tokens.next();
    return new Stmt.Block(offset, statements);
  }

  /** Statements up to the end of the text. */
  Stmt.Block toEnd() {
    int offset = tokens.offset();
    List<Stmt> statements = new ArrayList<>();
    while (tokens.peek().kind() != TokenKind.END) {
      statements.add(statement());
    }
    return new Stmt.Block(offset, statements);
  }

  Stmt statement() {
    limits.enter(tokens.offset());
    Stmt statement = dispatch();
    limits.leave();
    return statement;
  }

  private Stmt dispatch() {
    Token token = tokens.peek();
    if (token.is("{")) {
      return block();
    }
    if (token.is(";")) {
      tokens.next();
      return new Stmt.Block(token.offset(), List.of());
    }
    if (token.is("checked") || token.is("unchecked")) {
      if (tokens.peek(1).is("{")) {
        tokens.next();
        return block();
      }
    }
    Stmt controlled = flow.tryStatement(token);
    return controlled != null ? controlled : simple(token);
  }

  private Stmt simple(Token token) {
    Stmt declaration = tryDeclaration();
    if (declaration != null) {
      return declaration;
    }
    Expr value = expressions.expression();
    tokens.expect(";", "after the statement");
    return new Stmt.Evaluate(token.offset(), value);
  }

  private Stmt tryDeclaration() {
    int mark = tokens.mark();
    int offset = tokens.offset();
    boolean constant = tokens.take("const");
    TypeRef type = types.tryType();
    if (type == null || !tokens.lookingAtName()) {
      if (constant) {
        throw tokens.unexpected("expected a type and a name after 'const'");
      }
      tokens.reset(mark);
      return null;
    }
    Token after = tokens.peek(1);
    if (after.is("(")) {
      return function(offset, type);
    }
    if (!after.is("=") && !after.is(";") && !after.is(",")) {
      tokens.reset(mark);
      return null;
    }
    Stmt declaration = declarators(offset, type);
    tokens.expect(";", "after the declaration");
    return declaration;
  }

  /** A declaration without its semicolon, as {@code for} and {@code using} have it; or null. */
  Stmt tryBareDeclaration() {
    int mark = tokens.mark();
    int offset = tokens.offset();
    TypeRef type = types.tryType();
    if (type == null || !tokens.lookingAtName() || !tokens.peek(1).is("=")) {
      tokens.reset(mark);
      return null;
    }
    return declarators(offset, type);
  }

  private Stmt declarators(int offset, TypeRef type) {
    List<Stmt.Declarator> declarators = new ArrayList<>();
    do {
      int place = tokens.offset();
      String name = tokens.name("the name of a variable");
      Expr value = tokens.take("=") ? initialValue() : null;
      declarators.add(new Stmt.Declarator(place, name, value));
    } while (tokens.take(","));
    return new Stmt.Declare(offset, type, declarators);
  }

  private Expr initialValue() {
    return tokens.looking("{")
        ? new Expr.ArrayLiteral(
            tokens.offset(), new NewParser(tokens, types, expressions).elements())
        : expressions.expression();
  }

  private Stmt function(int offset, TypeRef type) {
    String name = tokens.name("the name of a function");
    List<Expr.Parameter> parameters = expressions.primary().parameters();
    Stmt.Block body;
    if (tokens.take("=>")) {
      Expr value = expressions.expression();
      tokens.expect(";", "after the function");
      boolean nothing = type.name().equals("void");
      Stmt only =
          nothing
              ? new Stmt.Evaluate(value.offset(), value)
              : new Stmt.Return(value.offset(), value);
      body = new Stmt.Block(value.offset(), List.of(only));
    } else {
      body = block();
    }
    return new Stmt.Function(offset, type, name, parameters, body);
  }
}
