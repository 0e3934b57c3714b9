package dev.apim.policy.expression.parse;

import java.util.List;

/** Expressions as written. {@code offset} counts characters of the expression's text. */
public sealed interface Expr {

  int offset();

  /** Null, bool, string, char or number. */
  record Literal(int offset, Object value) implements Expr {}

  record Name(int offset, String name, List<TypeRef> typeArguments) implements Expr {}

  record Member(int offset, Expr target, String name, List<TypeRef> typeArguments)
      implements Expr {}

  record Call(int offset, Expr target, List<Argument> arguments) implements Expr {}

  record Index(int offset, Expr target, List<Argument> arguments) implements Expr {}

  /** {@code target?.chain}: the chain starts at a {@link Receiver} and is skipped on null. */
  record NullSafe(int offset, Expr target, Expr chain) implements Expr {}

  record Receiver(int offset) implements Expr {}

  record Unary(int offset, String operator, Expr operand) implements Expr {}

  /** {@code ++} and {@code --}, before or after. */
  record Step(int offset, Expr target, boolean up, boolean before) implements Expr {}

  record Binary(int offset, String operator, Expr left, Expr right) implements Expr {}

  record Conditional(int offset, Expr condition, Expr then, Expr otherwise) implements Expr {}

  /** {@code operator} is empty for a plain assignment, else what stands before the equals sign. */
  record Assign(int offset, String operator, Expr target, Expr value) implements Expr {}

  record Cast(int offset, TypeRef type, Expr operand) implements Expr {}

  record Is(int offset, Expr operand, Pattern pattern) implements Expr {}

  record As(int offset, Expr operand, TypeRef type) implements Expr {}

  record Lambda(int offset, List<Parameter> parameters, Expr value, Stmt.Block body)
      implements Expr {}

  record New(int offset, TypeRef type, List<Argument> arguments, Initializer initializer)
      implements Expr {}

  /** Element type null: inferred; size null: as many as there are elements. */
  record NewArray(int offset, TypeRef element, Expr size, List<Expr> elements) implements Expr {}

  record NewAnonymous(int offset, List<NamedValue> members) implements Expr {}

  record Interpolated(int offset, List<Hole> holes) implements Expr {}

  record Default(int offset, TypeRef type) implements Expr {}

  record TypeOf(int offset, TypeRef type) implements Expr {}

  record Throw(int offset, Expr value) implements Expr {}

  record Switch(int offset, Expr subject, List<Arm> arms) implements Expr {}

  /** {@code out var x}, {@code out x} and {@code out _} as an argument. */
  record Out(int offset, TypeRef type, String name) implements Expr {}

  /** {@code { 1, 2 }} where an array is declared. */
  record ArrayLiteral(int offset, List<Expr> elements) implements Expr {}

  /** An argument; {@code name} is null for a positional one. */
  record Argument(String name, Expr value) {}

  /** A parameter of a lambda or local function; the type of a lambda's may be null. */
  record Parameter(int offset, TypeRef type, String name) {}

  record NamedValue(int offset, String name, Expr value) {}

  /** A piece of an interpolated string: text, or a value with alignment and format. */
  record Hole(String text, Expr value, int alignment, String format) {}

  /** {@code pattern when guard => value}. */
  record Arm(Pattern pattern, Expr guard, Expr value) {}

  /** What follows {@code new T()} in braces: members by name, elements, or pairs by key. */
  record Initializer(List<NamedValue> members, List<List<Expr>> elements, List<Pair> pairs) {}

  /** {@code [key] = value}. */
  record Pair(Expr key, Expr value) {}

  /** What {@code is} and {@code case} test. */
  sealed interface Pattern {
    int offset();

    /** A type, and the variable that holds the value then (may be null). */
    record OfType(int offset, TypeRef type, String variable) implements Pattern {}

    /** A constant, or with an operator a comparison. */
    record Constant(int offset, String operator, Expr value) implements Pattern {}

    record Not(int offset, Pattern pattern) implements Pattern {}

    record Either(int offset, Pattern left, Pattern right, boolean both) implements Pattern {}

    record Var(int offset, String variable) implements Pattern {}

    record Anything(int offset) implements Pattern {}
  }
}
