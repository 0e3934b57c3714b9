package dev.apim.policy.expression.parse;

import java.util.ArrayList;
import java.util.List;

/** Operands: literals, names, calls, member chains, lambdas; {@code new} by {@link NewParser}. */
final class PrimaryParser {

  private static final int LONGEST_CHAIN = 1_000;

  private final Tokens tokens;
  private final TypeParser types;
  private final Limits limits;
  private final ExpressionParser expressions;
  private final NewParser creations;
  private StatementParser statements;

  PrimaryParser(
      Tokens tokens,
      TypeParser types,
      Limits limits,
      ExpressionParser expressions,
      PatternParser patterns) {
    this.tokens = tokens;
    this.types = types;
    this.limits = limits;
    this.expressions = expressions;
    this.creations = new NewParser(tokens, types, expressions);
  }

  void statements(StatementParser parser) {
    this.statements = parser;
  }

  Expr primary() {
    Token token = tokens.peek();
    limits.node(token.offset());
    Expr start =
        switch (token.kind()) {
          case NUMBER, STRING, CHARACTER -> new Expr.Literal(tokens.next().offset(), token.value());
          case INTERPOLATED -> interpolated(tokens.next());
          case NAME -> nameOrKeyword(token);
          case OPERATOR -> parenthesised(token);
          case END -> throw tokens.unexpected("expected an expression");
        };
    return start instanceof Expr.Lambda ? start : chain(start);
  }

  private Expr nameOrKeyword(Token token) {
    switch (token.text()) {
      case "true", "false" -> {
        return new Expr.Literal(tokens.next().offset(), token.is("true"));
      }
      case "null" -> {
        return new Expr.Literal(tokens.next().offset(), null);
      }
      case "new" -> {
        return creations.creation();
      }
      case "typeof" -> {
        return typeInBrackets(token, true);
      }
      case "default" -> {
        return typeInBrackets(token, false);
      }
      case "checked", "unchecked" -> {
        tokens.next();
        return parenthesised(tokens.peek());
      }
      default -> {
        return name(token);
      }
    }
  }

  private Expr name(Token token) {
    if (tokens.peek(1).is("=>")) {
      tokens.next();
      return lambda(token, List.of(new Expr.Parameter(token.offset(), null, token.text())));
    }
    String name = tokens.name("an expression");
    while (tokens.looking("::")) {
      tokens.next();
      name = tokens.name("a name after '::'");
    }
    return new Expr.Name(token.offset(), name, types.typeArgumentsInExpression());
  }

  private Expr typeInBrackets(Token token, boolean typeOf) {
    tokens.next();
    if (!typeOf && !tokens.looking("(")) {
      return new Expr.Default(token.offset(), null);
    }
    tokens.expect("(", "after '" + token.text() + "'");
    TypeRef type = types.type();
    tokens.expect(")", "after the type");
    return typeOf ? new Expr.TypeOf(token.offset(), type) : new Expr.Default(token.offset(), type);
  }

  private Expr parenthesised(Token token) {
    if (!token.is("(")) {
      throw tokens.unexpected("expected an expression");
    }
    int after = tokens.afterBracket();
    if (after > 0 && tokens.peek(after).is("=>")) {
      return lambda(token, parameters());
    }
    tokens.next();
    Expr inner = expressions.expression();
    if (tokens.looking(",")) {
      throw tokens.unexpected("tuples are not part of the language: expected ')'");
    }
    tokens.expect(")", "after the expression in brackets");
    return inner;
  }

  /** {@code (a, int b)} of a lambda or a local function. */
  List<Expr.Parameter> parameters() {
    tokens.expect("(", "of the parameters");
    List<Expr.Parameter> parameters = new ArrayList<>();
    while (!tokens.looking(")")) {
      int offset = tokens.offset();
      TypeRef type = null;
      if (!(tokens.lookingAtName() && (tokens.peek(1).is(",") || tokens.peek(1).is(")")))) {
        type = types.type();
      }
      parameters.add(new Expr.Parameter(offset, type, tokens.name("the name of a parameter")));
      if (!tokens.take(",")) {
        break;
      }
    }
    tokens.expect(")", "after the parameters");
    return parameters;
  }

  private Expr lambda(Token start, List<Expr.Parameter> parameters) {
    tokens.expect("=>", "of the lambda");
    limits.enter(start.offset());
    Expr value = null;
    Stmt.Block body = null;
    if (tokens.looking("{")) {
      body = statements.block();
    } else {
      value = expressions.expression();
    }
    limits.leave();
    return new Expr.Lambda(start.offset(), parameters, value, body);
  }

  private Expr interpolated(Token token) {
    List<Expr.Hole> holes = new ArrayList<>();
    for (Token.Part part : token.parts()) {
      if (part.tokens() == null) {
        holes.add(new Expr.Hole(part.text(), null, 0, null));
      } else {
        limits.enter(token.offset());
        Expr value = Syntax.nested(part.tokens(), limits);
        limits.leave();
        holes.add(new Expr.Hole(null, value, part.alignment(), part.format()));
      }
    }
    return new Expr.Interpolated(token.offset(), holes);
  }

  private Expr chain(Expr start) {
    Expr left = start;
    for (int links = 0; ; links++) {
      Expr longer = link(left);
      if (longer == null) {
        return left;
      }
      limits.node(longer.offset());
      if (links > LONGEST_CHAIN) {
        throw new SyntaxException(longer.offset(), "the chain of calls is too long");
      }
      left = longer;
    }
  }

  private Expr link(Expr left) {
    Token token = tokens.peek();
    if (token.kind() != TokenKind.OPERATOR) {
      return null;
    }
    switch (token.text()) {
      case "." -> {
        tokens.next();
        return member(left);
      }
      case "(" -> {
        tokens.next();
        return new Expr.Call(token.offset(), left, arguments(")"));
      }
      case "[" -> {
        tokens.next();
        return new Expr.Index(token.offset(), left, arguments("]"));
      }
      case "++", "--" -> {
        tokens.next();
        return new Expr.Step(token.offset(), left, token.is("++"), false);
      }
      case "!" -> {
        return suppression(left);
      }
      case "?.", "?[" -> {
        return nullSafe(left, token);
      }
      default -> {
        return null;
      }
    }
  }

  private Expr suppression(Expr left) {
    Token after = tokens.peek(1);
    if (after.is(".") || after.is(")") || after.is("[") || after.is(";")) {
      tokens.next();
      return left;
    }
    return null;
  }

  private Expr nullSafe(Expr left, Token token) {
    if (token.is("?[") && !indexFollows()) {
      return null;
    }
    tokens.next();
    Expr.Receiver receiver = new Expr.Receiver(token.offset());
    Expr first =
        token.is("?.")
            ? member(receiver)
            : new Expr.Index(token.offset(), receiver, arguments("]"));
    limits.enter(token.offset());
    Expr rest = chain(first);
    limits.leave();
    return new Expr.NullSafe(token.offset(), left, rest);
  }

  /** {@code a?[0]:b} cannot be told from an index without looking behind the bracket. */
  private boolean indexFollows() {
    int after = tokens.afterBracket();
    return after > 0 && !tokens.peek(after).is(":");
  }

  private Expr member(Expr target) {
    int offset = tokens.offset();
    if (tokens.peek().kind() != TokenKind.NAME) {
      throw tokens.unexpected("expected the name of a member");
    }
    String name = tokens.next().text();
    return new Expr.Member(offset, target, name, types.typeArgumentsInExpression());
  }

  List<Expr.Argument> arguments(String close) {
    List<Expr.Argument> arguments = new ArrayList<>();
    while (!tokens.looking(close)) {
      String name = null;
      if (tokens.lookingAtName() && tokens.peek(1).is(":")) {
        name = tokens.next().text();
        tokens.next();
      }
      arguments.add(new Expr.Argument(name, argument()));
      if (!tokens.take(",")) {
        break;
      }
    }
    tokens.expect(close, "after the arguments");
    return arguments;
  }

  private Expr argument() {
    Token token = tokens.peek();
    if (!token.is("out") && !token.is("ref")) {
      return expressions.expression();
    }
    tokens.next();
    boolean bare = tokens.lookingAtName() && (tokens.peek(1).is(",") || tokens.peek(1).is(")"));
    TypeRef type = bare ? null : types.type();
    return new Expr.Out(token.offset(), type, tokens.name("a variable after 'out'"));
  }
}
