package dev.apim.policy.expression.parse;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** The Pratt loop: operators by binding power, operands by {@link PrimaryParser}. */
final class ExpressionParser {

  private static final int ASSIGNMENT = 1;
  private static final int CONDITIONAL = 2;
  private static final int COALESCE = 3;
  private static final int RELATIONAL = 10;
  private static final int SHIFT = 11;
  private static final int SWITCH = 14;
  private static final int LONGEST_CHAIN = 1_000;

  private static final Map<String, Integer> BINARY =
      Map.ofEntries(
          Map.entry("??", COALESCE),
          Map.entry("||", 4),
          Map.entry("&&", 5),
          Map.entry("|", 6),
          Map.entry("^", 7),
          Map.entry("&", 8),
          Map.entry("==", 9),
          Map.entry("!=", 9),
          Map.entry("<", RELATIONAL),
          Map.entry("<=", RELATIONAL),
          Map.entry(">", RELATIONAL),
          Map.entry(">=", RELATIONAL),
          Map.entry("<<", SHIFT),
          Map.entry("+", 12),
          Map.entry("-", 12),
          Map.entry("*", 13),
          Map.entry("/", 13),
          Map.entry("%", 13));

  private static final Set<String> ASSIGNMENTS =
      Set.of("=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", "??=");
  private static final Set<String> UNARY = Set.of("+", "-", "!", "~", "++", "--");

  private final Tokens tokens;
  private final TypeParser types;
  private final Limits limits;
  private final PrimaryParser primary;
  private final PatternParser patterns;

  ExpressionParser(Tokens tokens, TypeParser types, Limits limits) {
    this.tokens = tokens;
    this.types = types;
    this.limits = limits;
    this.patterns = new PatternParser(tokens, types, this);
    this.primary = new PrimaryParser(tokens, types, limits, this, patterns);
  }

  PrimaryParser primary() {
    return primary;
  }

  PatternParser patterns() {
    return patterns;
  }

  Expr expression() {
    return expression(ASSIGNMENT);
  }

  /** An expression that binds tighter than comparisons: the constant of a pattern. */
  Expr operandOfPattern() {
    return expression(SHIFT);
  }

  private Expr expression(int least) {
    limits.enter(tokens.offset());
    Expr left = unary();
    int chain = 0;
    while (true) {
      Expr longer = extend(left, least);
      if (longer == null) {
        limits.leave();
        return left;
      }
      left = longer;
      if (++chain > LONGEST_CHAIN) {
        throw new SyntaxException(left.offset(), "the chain of operators is too long");
      }
    }
  }

  /** {@code left} with the operator that follows and its right side; null where none binds here. */
  private Expr extend(Expr left, int least) {
    Token token = tokens.peek();
    if (token.kind() == TokenKind.NAME) {
      return word(left, least, token);
    }
    if (token.kind() != TokenKind.OPERATOR) {
      return null;
    }
    if (tokens.adjacent(">", ">") || tokens.adjacent(">", ">=")) {
      return rightShift(left, least);
    }
    if (ASSIGNMENTS.contains(token.text())) {
      return least <= ASSIGNMENT ? assignment(left, token) : null;
    }
    if (token.is("?")) {
      return least <= CONDITIONAL ? conditional(left) : null;
    }
    Integer power = BINARY.get(token.text());
    if (power == null || power < least) {
      return null;
    }
    tokens.next();
    Expr right = expression(power == COALESCE ? COALESCE : power + 1);
    return new Expr.Binary(token.offset(), token.text(), left, right);
  }

  private Expr assignment(Expr left, Token token) {
    tokens.next();
    String operator = token.text().substring(0, token.text().length() - 1);
    return new Expr.Assign(token.offset(), operator, left, expression(ASSIGNMENT));
  }

  private Expr rightShift(Expr left, int least) {
    boolean assigns = tokens.peek(1).is(">=");
    if (assigns ? least > ASSIGNMENT : least > SHIFT) {
      return null;
    }
    int offset = tokens.next().offset();
    tokens.next();
    return assigns
        ? new Expr.Assign(offset, ">>", left, expression(ASSIGNMENT))
        : new Expr.Binary(offset, ">>", left, expression(SHIFT + 1));
  }

  private Expr conditional(Expr condition) {
    int offset = tokens.next().offset();
    Expr then = expression(ASSIGNMENT);
    tokens.expect(":", "of the conditional");
    return new Expr.Conditional(offset, condition, then, expression(ASSIGNMENT));
  }

  private Expr word(Expr left, int least, Token token) {
    if (token.is("is") && least <= RELATIONAL) {
      tokens.next();
      return new Expr.Is(token.offset(), left, patterns.pattern());
    }
    if (token.is("as") && least <= RELATIONAL) {
      tokens.next();
      TypeRef type = types.tryTestedType();
      if (type == null) {
        throw tokens.unexpected("expected a type after 'as'");
      }
      return new Expr.As(token.offset(), left, type);
    }
    if (token.is("switch") && least <= SWITCH && tokens.peek(1).is("{")) {
      return patterns.switchExpression(left);
    }
    return null;
  }

  private Expr unary() {
    Token token = tokens.peek();
    if (token.kind() == TokenKind.OPERATOR && UNARY.contains(token.text())) {
      tokens.next();
      limits.enter(token.offset());
      Expr operand = unary();
      limits.leave();
      return token.text().length() == 2
          ? new Expr.Step(token.offset(), operand, token.is("++"), true)
          : new Expr.Unary(token.offset(), token.text(), operand);
    }
    if (token.is("throw")) {
      tokens.next();
      return new Expr.Throw(token.offset(), expression(ASSIGNMENT));
    }
    Expr cast = token.is("(") ? tryCast() : null;
    return cast != null ? cast : primary.primary();
  }

  private Expr tryCast() {
    int mark = tokens.mark();
    int offset = tokens.next().offset();
    TypeRef type = types.tryType();
    if (type == null || !tokens.take(")") || !castFollows(type)) {
      tokens.reset(mark);
      return null;
    }
    limits.enter(offset);
    Expr operand = unary();
    limits.leave();
    return new Expr.Cast(offset, type, operand);
  }

  /** C#'s rule: a predefined type is always a cast, another only before what starts an operand. */
  private boolean castFollows(TypeRef type) {
    Token next = tokens.peek();
    boolean certain =
        TypeParser.PREDEFINED.contains(type.name())
            || type.ranks() > 0
            || !type.arguments().isEmpty();
    return switch (next.kind()) {
      case STRING, INTERPOLATED, NUMBER, CHARACTER -> true;
      case NAME -> !next.is("is") && !next.is("as") && !next.is("switch") && !next.is("when");
      case OPERATOR ->
          next.is("(")
              || next.is("!")
              || next.is("~")
              || certain && (next.is("-") || next.is("+") || next.is("++"));
      case END -> false;
    };
  }

  List<Expr.Argument> arguments(String close) {
    return primary.arguments(close);
  }
}
