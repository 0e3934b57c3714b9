package dev.apim.policy.expression.parse;

import java.util.ArrayList;
import java.util.List;

/** Everything that begins with {@code new}. */
final class NewParser {

  private final Tokens tokens;
  private final TypeParser types;
  private final ExpressionParser expressions;

  NewParser(Tokens tokens, TypeParser types, ExpressionParser expressions) {
    this.tokens = tokens;
    this.types = types;
    this.expressions = expressions;
  }

  Expr creation() {
    int offset = tokens.next().offset();
    if (tokens.looking("{")) {
      return anonymous(offset);
    }
    if (tokens.looking("[") && tokens.peek(1).is("]")) {
      tokens.next();
      tokens.next();
      return new Expr.NewArray(offset, null, null, elements());
    }
    TypeRef type = types.tryElementType();
    if (type == null) {
      throw tokens.unexpected("expected a type after 'new'");
    }
    return tokens.looking("[") ? array(offset, type) : object(offset, type);
  }

  private Expr array(int offset, TypeRef element) {
    tokens.next();
    Expr size = tokens.looking("]") ? null : expressions.expression();
    tokens.expect("]", "of the array");
    TypeRef type = element;
    while (tokens.looking("[") && tokens.peek(1).is("]")) {
      tokens.next();
      tokens.next();
      type = new TypeRef(type.offset(), type.name(), type.arguments(), type.ranks() + 1, false);
    }
    if (size == null && !tokens.looking("{")) {
      throw tokens.unexpected("expected '{' with the elements of the array");
    }
    return new Expr.NewArray(offset, type, size, tokens.looking("{") ? elements() : null);
  }

  /** {@code { a, b }}, the comma after the last allowed. */
  List<Expr> elements() {
    tokens.expect("{", "before the elements");
    List<Expr> elements = new ArrayList<>();
    while (!tokens.looking("}")) {
      elements.add(element());
      if (!tokens.take(",")) {
        break;
      }
    }
    tokens.expect("}", "after the elements");
    return elements;
  }

  private Expr element() {
    return tokens.looking("{")
        ? new Expr.ArrayLiteral(tokens.offset(), elements())
        : expressions.expression();
  }

  private Expr object(int offset, TypeRef type) {
    List<Expr.Argument> arguments = List.of();
    boolean called = tokens.take("(");
    if (called) {
      arguments = expressions.arguments(")");
    } else if (!tokens.looking("{")) {
      throw tokens.unexpected("expected '(' after 'new " + type + "'");
    }
    Expr.Initializer initializer = tokens.looking("{") ? initializer() : null;
    return new Expr.New(offset, type, arguments, initializer);
  }

  private Expr.Initializer initializer() {
    tokens.expect("{", "of the initializer");
    List<Expr.NamedValue> members = new ArrayList<>();
    List<List<Expr>> elements = new ArrayList<>();
    List<Expr.Pair> pairs = new ArrayList<>();
    while (!tokens.looking("}")) {
      if (tokens.looking("[")) {
        pairs.add(pair());
      } else if (tokens.looking("{")) {
        elements.add(elements());
      } else if (tokens.lookingAtName() && tokens.peek(1).is("=")) {
        members.add(named());
      } else {
        elements.add(List.of(expressions.expression()));
      }
      if (!tokens.take(",")) {
        break;
      }
    }
    tokens.expect("}", "after the initializer");
    return new Expr.Initializer(members, elements, pairs);
  }

  private Expr.Pair pair() {
    tokens.next();
    Expr key = expressions.expression();
    tokens.expect("]", "after the key");
    tokens.expect("=", "after the key");
    return new Expr.Pair(key, expressions.expression());
  }

  private Expr.NamedValue named() {
    int offset = tokens.offset();
    String name = tokens.next().text();
    tokens.next();
    return new Expr.NamedValue(offset, name, element());
  }

  private Expr anonymous(int offset) {
    tokens.next();
    List<Expr.NamedValue> members = new ArrayList<>();
    while (!tokens.looking("}")) {
      if (tokens.lookingAtName() && tokens.peek(1).is("=")) {
        members.add(named());
      } else {
        members.add(implied());
      }
      if (!tokens.take(",")) {
        break;
      }
    }
    tokens.expect("}", "after the members");
    return new Expr.NewAnonymous(offset, members);
  }

  private Expr.NamedValue implied() {
    Expr value = expressions.expression();
    if (value instanceof Expr.Name name) {
      return new Expr.NamedValue(value.offset(), name.name(), value);
    }
    if (value instanceof Expr.Member member) {
      return new Expr.NamedValue(value.offset(), member.name(), value);
    }
    throw new SyntaxException(value.offset(), "this member of the new object needs a name");
  }
}
