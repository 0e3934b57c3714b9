package dev.apim.policy.expression.parse;

import java.util.List;

/** Statements as written. */
public sealed interface Stmt {

  int offset();

  record Block(int offset, List<Stmt> statements) implements Stmt {
    public Block {
      statements = List.copyOf(statements);
    }
  }

  record Declare(int offset, TypeRef type, List<Declarator> declarators) implements Stmt {}

  /** {@code value} is null where a variable is only declared. */
  record Declarator(int offset, String name, Expr value) {}

  record Evaluate(int offset, Expr value) implements Stmt {}

  /** {@code otherwise} may be null. */
  record If(int offset, Expr condition, Stmt then, Stmt otherwise) implements Stmt {}

  /** {@code condition} may be null. */
  record For(int offset, List<Stmt> start, Expr condition, List<Expr> steps, Stmt body)
      implements Stmt {}

  record ForEach(int offset, TypeRef type, String name, Expr items, Stmt body) implements Stmt {}

  record While(int offset, Expr condition, Stmt body, boolean bodyFirst) implements Stmt {}

  record Switch(int offset, Expr subject, List<Section> sections) implements Stmt {}

  record Section(List<Label> labels, List<Stmt> body) {}

  /** {@code pattern} null is {@code default}; {@code guard} may be null. */
  record Label(Expr.Pattern pattern, Expr guard) {}

  record Try(int offset, Block body, List<Catch> catches, Block last) implements Stmt {}

  /** {@code type}, {@code name} and {@code guard} may be null. */
  record Catch(TypeRef type, String name, Expr guard, Block body) {}

  /** {@code value} may be null. */
  record Return(int offset, Expr value) implements Stmt {}

  record Break(int offset) implements Stmt {}

  record Continue(int offset) implements Stmt {}

  /** {@code value} null throws again what was caught. */
  record Throw(int offset, Expr value) implements Stmt {}

  record Function(
      int offset, TypeRef result, String name, List<Expr.Parameter> parameters, Block body)
      implements Stmt {}
}
