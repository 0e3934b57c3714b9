package dev.apim.policy.expression.parse;

import java.util.ArrayList;
import java.util.List;

/** Statements that steer: if, loops, switch, try, jumps. */
final class FlowParser {

  private final Tokens tokens;
  private final TypeParser types;
  private final ExpressionParser expressions;
  private final StatementParser statements;

  FlowParser(
      Tokens tokens, TypeParser types, ExpressionParser expressions, StatementParser statements) {
    this.tokens = tokens;
    this.types = types;
    this.expressions = expressions;
    this.statements = statements;
  }

  /** The statement that the keyword begins; null where it is no keyword of this parser. */
  Stmt tryStatement(Token token) {
    if (token.kind() != TokenKind.NAME) {
      return null;
    }
    return switch (token.text()) {
      case "if" -> conditional();
      case "for" -> counting();
      case "foreach" -> forEach();
      case "while" -> whileLoop();
      case "do" -> doLoop();
      case "switch" -> choice();
      case "try" -> attempt();
      case "using" -> using();
      case "return", "throw", "break", "continue" -> jump(token);
      case "goto", "lock", "unsafe", "yield" ->
          throw new SyntaxException(
              token.offset(), "'" + token.text() + "' is not part of the language");
      default -> null;
    };
  }

  private Stmt jump(Token token) {
    tokens.next();
    boolean carries = token.is("return") || token.is("throw");
    Expr value = carries && !tokens.looking(";") ? expressions.expression() : null;
    tokens.expect(";", "after '" + token.text() + "'");
    return switch (token.text()) {
      case "return" -> new Stmt.Return(token.offset(), value);
      case "throw" -> new Stmt.Throw(token.offset(), value);
      case "break" -> new Stmt.Break(token.offset());
      default -> new Stmt.Continue(token.offset());
    };
  }

  private Expr condition(String keyword) {
    tokens.expect("(", "after '" + keyword + "'");
    Expr condition = expressions.expression();
    tokens.expect(")", "after the condition");
    return condition;
  }

  private Stmt conditional() {
    int offset = tokens.next().offset();
    Expr condition = condition("if");
    Stmt then = statements.statement();
    Stmt otherwise = tokens.take("else") ? statements.statement() : null;
    return new Stmt.If(offset, condition, then, otherwise);
  }

  private Stmt whileLoop() {
    int offset = tokens.next().offset();
    Expr condition = condition("while");
    return new Stmt.While(offset, condition, statements.statement(), false);
  }

  private Stmt doLoop() {
    int offset = tokens.next().offset();
    Stmt body = statements.statement();
    tokens.expect("while", "after the body of 'do'");
    Expr condition = condition("while");
    tokens.expect(";", "after 'do'");
    return new Stmt.While(offset, condition, body, true);
  }

  private Stmt counting() {
    int offset = tokens.next().offset();
    tokens.expect("(", "after 'for'");
    List<Stmt> start = new ArrayList<>();
    Stmt declaration = statements.tryBareDeclaration();
    if (declaration != null) {
      start.add(declaration);
    } else {
      for (Expr value : list(";")) {
        start.add(new Stmt.Evaluate(value.offset(), value));
      }
    }
    tokens.expect(";", "in 'for'");
    Expr condition = tokens.looking(";") ? null : expressions.expression();
    tokens.expect(";", "in 'for'");
    List<Expr> steps = list(")");
    tokens.expect(")", "of 'for'");
    return new Stmt.For(offset, start, condition, steps, statements.statement());
  }

  private List<Expr> list(String end) {
    List<Expr> values = new ArrayList<>();
    while (!tokens.looking(end)) {
      values.add(expressions.expression());
      if (!tokens.take(",")) {
        break;
      }
    }
    return values;
  }

  private Stmt forEach() {
    int offset = tokens.next().offset();
    tokens.expect("(", "after 'foreach'");
    TypeRef type = types.type();
    String name = tokens.name("the variable of 'foreach'");
    tokens.expect("in", "in 'foreach'");
    Expr items = expressions.expression();
    tokens.expect(")", "of 'foreach'");
    return new Stmt.ForEach(offset, type, name, items, statements.statement());
  }

  private Stmt choice() {
    int offset = tokens.next().offset();
    Expr subject = condition("switch");
    tokens.expect("{", "after 'switch'");
    List<Stmt.Section> sections = new ArrayList<>();
    while (!tokens.looking("}")) {
      sections.add(section());
    }
    tokens.next();
    return new Stmt.Switch(offset, subject, sections);
  }

  private boolean lookingAtLabel() {
    return tokens.looking("case") || tokens.looking("default") && tokens.peek(1).is(":");
  }

  private Stmt.Section section() {
    List<Stmt.Label> labels = new ArrayList<>();
    if (!lookingAtLabel()) {
      throw tokens.unexpected("expected 'case' or 'default'");
    }
    while (lookingAtLabel()) {
      boolean isCase = tokens.next().is("case");
      Expr.Pattern pattern = isCase ? expressions.patterns().pattern() : null;
      Expr guard = isCase && tokens.take("when") ? expressions.expression() : null;
      tokens.expect(":", "after the label");
      labels.add(new Stmt.Label(pattern, guard));
    }
    List<Stmt> body = new ArrayList<>();
    while (!lookingAtLabel() && !tokens.looking("}")) {
      body.add(statements.statement());
    }
    return new Stmt.Section(labels, body);
  }

  private Stmt attempt() {
    int offset = tokens.next().offset();
    Stmt.Block body = statements.block();
    List<Stmt.Catch> catches = new ArrayList<>();
    while (tokens.take("catch")) {
      TypeRef type = null;
      String name = null;
      if (tokens.take("(")) {
        type = types.type();
        name = tokens.lookingAtName() ? tokens.next().text() : null;
        tokens.expect(")", "of 'catch'");
      }
      Expr guard = tokens.take("when") ? condition("when") : null;
      catches.add(new Stmt.Catch(type, name, guard, statements.block()));
    }
    Stmt.Block last = tokens.take("finally") ? statements.block() : null;
    if (catches.isEmpty() && last == null) {
      throw tokens.unexpected("expected 'catch' or 'finally'");
    }
    return new Stmt.Try(offset, body, catches, last);
  }

  /** What {@code using} would dispose has nothing to dispose here: a scope is what remains. */
  private Stmt using() {
    int offset = tokens.next().offset();
    boolean brackets = tokens.take("(");
    Stmt declaration = statements.tryBareDeclaration();
    if (declaration == null) {
      Expr value = expressions.expression();
      declaration = new Stmt.Evaluate(value.offset(), value);
    }
    if (!brackets) {
      tokens.expect(";", "after 'using'");
      return declaration;
    }
    tokens.expect(")", "of 'using'");
    return new Stmt.Block(offset, List.of(declaration, statements.statement()));
  }
}
