package dev.apim.policy.expression.parse;

import dev.apim.policy.expression.parse.Expr.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What {@code is}, {@code case} and the arms of a switch expression test. */
final class PatternParser {

  private static final Set<String> COMPARISONS = Set.of("<", "<=", ">", ">=");

  private final Tokens tokens;
  private final TypeParser types;
  private final ExpressionParser expressions;

  PatternParser(Tokens tokens, TypeParser types, ExpressionParser expressions) {
    this.tokens = tokens;
    this.types = types;
    this.expressions = expressions;
  }

  Pattern pattern() {
    Pattern left = both();
    while (tokens.looking("or")) {
      int offset = tokens.next().offset();
      left = new Pattern.Either(offset, left, both(), false);
    }
    return left;
  }

  private Pattern both() {
    Pattern left = single();
    while (tokens.looking("and")) {
      int offset = tokens.next().offset();
      left = new Pattern.Either(offset, left, single(), true);
    }
    return left;
  }

  private Pattern single() {
    Token token = tokens.peek();
    if (token.is("not")) {
      tokens.next();
      return new Pattern.Not(token.offset(), single());
    }
    if (token.is("_")) {
      tokens.next();
      return new Pattern.Anything(token.offset());
    }
    if (token.is("var") && Tokens.isName(tokens.peek(1))) {
      tokens.next();
      return new Pattern.Var(token.offset(), tokens.name("a variable"));
    }
    if (token.kind() == TokenKind.OPERATOR && COMPARISONS.contains(token.text())) {
      tokens.next();
      return new Pattern.Constant(token.offset(), token.text(), expressions.operandOfPattern());
    }
    return typeOrConstant(token);
  }

  /** A dotted name may be a type or an enumeration's member; the checker looks again. */
  private Pattern typeOrConstant(Token token) {
    int mark = tokens.mark();
    TypeRef type = types.tryTestedType();
    if (type != null && endsPattern()) {
      String variable = null;
      if (tokens.lookingAtName() && !isPatternWord(tokens.peek())) {
        variable = tokens.next().text();
      }
      boolean dotted =
          tokens.mark() - mark > 1
              && variable == null
              && type.arguments().isEmpty()
              && type.ranks() == 0
              && !type.nullable();
      if (!dotted) {
        return new Pattern.OfType(token.offset(), type, variable);
      }
      int end = tokens.mark();
      tokens.reset(mark);
      Expr constant = expressions.operandOfPattern();
      if (tokens.mark() == end) {
        return new Pattern.Constant(token.offset(), "", constant);
      }
    }
    tokens.reset(mark);
    return new Pattern.Constant(token.offset(), "", expressions.operandOfPattern());
  }

  private static boolean isPatternWord(Token token) {
    return token.is("and") || token.is("or") || token.is("when");
  }

  private boolean endsPattern() {
    Token next = tokens.peek();
    return next.kind() == TokenKind.END
        || next.kind() == TokenKind.NAME
        || Set.of(")", ",", ";", ":", "&&", "||", "?", "}", "=>", "]", "==", "!=")
            .contains(next.text());
  }

  Expr switchExpression(Expr subject) {
    int offset = tokens.next().offset();
    tokens.expect("{", "after 'switch'");
    List<Expr.Arm> arms = new ArrayList<>();
    while (!tokens.looking("}")) {
      Pattern pattern = pattern();
      Expr guard = tokens.take("when") ? expressions.expression() : null;
      tokens.expect("=>", "of the switch arm");
      arms.add(new Expr.Arm(pattern, guard, expressions.expression()));
      if (!tokens.take(",")) {
        break;
      }
    }
    tokens.expect("}", "after the last switch arm");
    return new Expr.Switch(offset, subject, arms);
  }
}
