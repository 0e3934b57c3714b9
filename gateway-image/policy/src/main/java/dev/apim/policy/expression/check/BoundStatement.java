package dev.apim.policy.expression.check;

import java.util.List;
import java.util.Set;

/** Statements after checking. */
public sealed interface BoundStatement {

  record Block(List<BoundStatement> statements) implements BoundStatement {
    public Block {
      statements = List.copyOf(statements);
    }
  }

  record Evaluate(Bound value) implements BoundStatement {}

  record If(Bound condition, BoundStatement then, BoundStatement otherwise)
      implements BoundStatement {}

  /** Every loop but foreach; {@code condition} null is for ever. */
  record Loop(Bound condition, BoundStatement body, List<Bound> steps, boolean bodyFirst)
      implements BoundStatement {}

  record ForEach(int slot, Bound items, BoundStatement body) implements BoundStatement {}

  /** Sections with a condition each, tried in order; the one with none is the default. */
  record Switch(Bound subject, List<Section> sections) implements BoundStatement {}

  record Section(Bound condition, BoundStatement body) {}

  record Return(Bound value) implements BoundStatement {}

  record Jump(boolean isBreak) implements BoundStatement {}

  /** {@code value} null throws again what was caught. */
  record Throw(Bound value) implements BoundStatement {}

  record Try(BoundStatement body, List<Catch> catches, BoundStatement last)
      implements BoundStatement {}

  /** {@code types} empty catches all; {@code slot} -1 keeps nothing. */
  record Catch(Set<String> types, int slot, Bound guard, BoundStatement body) {}
}
