package dev.apim.policy.expression.plan;

import dev.apim.policy.expression.check.Bound;
import dev.apim.policy.expression.check.BoundStatement;
import dev.apim.policy.expression.plan.Step.End;
import dev.apim.policy.expression.type.Fault;
import dev.apim.policy.expression.type.Sequences;
import java.util.List;

/** Closures of statements. */
final class StatementPlanner {

  private final Planner planner;

  StatementPlanner(Planner planner) {
    this.planner = planner;
  }

  Step plan(BoundStatement statement) {
    if (statement instanceof BoundStatement.Block block) {
      return block(block.statements());
    } else if (statement instanceof BoundStatement.Evaluate evaluate) {
      Node value = planner.node(evaluate.value());
      return frame -> {
        value.evaluate(frame);
        return End.NEXT;
      };
    } else if (statement instanceof BoundStatement.Return result) {
      return result(result);
    } else if (statement instanceof BoundStatement.If choice) {
      return conditional(choice);
    } else if (statement instanceof BoundStatement.Loop loop) {
      return loop(loop);
    } else if (statement instanceof BoundStatement.ForEach loop) {
      return forEach(loop);
    } else if (statement instanceof BoundStatement.Switch choice) {
      return choice(choice);
    } else if (statement instanceof BoundStatement.Try attempt) {
      return new TryPlanner(planner, this).plan(attempt);
    } else if (statement instanceof BoundStatement.Throw thrown) {
      return thrown(thrown.value());
    }
    End end = ((BoundStatement.Jump) statement).isBreak() ? End.BREAK : End.CONTINUE;
    return frame -> end;
  }

  private Step block(List<BoundStatement> statements) {
    Step[] steps = statements.stream().map(this::plan).toArray(Step[]::new);
    if (steps.length == 1) {
      return steps[0];
    }
    return frame -> {
      for (Step step : steps) {
        End end = step.run(frame);
        if (end != End.NEXT) {
          return end;
        }
      }
      return End.NEXT;
    };
  }

  private Step result(BoundStatement.Return result) {
    if (result.value() == null) {
      return frame -> End.RETURN;
    }
    Node value = planner.node(result.value());
    return frame -> {
      frame.result = value.evaluate(frame);
      return End.RETURN;
    };
  }

  private Step conditional(BoundStatement.If choice) {
    Node condition = planner.node(choice.condition());
    Step then = plan(choice.then());
    Step otherwise = choice.otherwise() == null ? frame -> End.NEXT : plan(choice.otherwise());
    return frame -> condition.test(frame) ? then.run(frame) : otherwise.run(frame);
  }

  private Step loop(BoundStatement.Loop loop) {
    Node condition =
        loop.condition() == null ? new Planner.Fixed(true) : planner.node(loop.condition());
    Step body = plan(loop.body());
    Node[] steps = loop.steps().stream().map(planner::node).toArray(Node[]::new);
    boolean bodyFirst = loop.bodyFirst();
    return frame -> {
      boolean first = bodyFirst;
      while (first || condition.test(frame)) {
        first = false;
        frame.spend(1);
        End end = body.run(frame);
        if (end == End.BREAK) {
          break;
        } else if (end == End.RETURN) {
          return end;
        }
        for (Node step : steps) {
          step.evaluate(frame);
        }
      }
      return End.NEXT;
    };
  }

  private Step forEach(BoundStatement.ForEach loop) {
    Node items = planner.node(loop.items());
    Step body = plan(loop.body());
    int slot = loop.slot();
    return frame -> {
      Object sequence = items.evaluate(frame);
      for (Object item : Sequences.of(sequence)) {
        frame.spend(1);
        frame.slots[slot] = item;
        End end = body.run(frame);
        if (end == End.BREAK) {
          break;
        } else if (end == End.RETURN) {
          return end;
        }
      }
      return End.NEXT;
    };
  }

  private Step choice(BoundStatement.Switch choice) {
    Node subject = planner.node(choice.subject());
    List<BoundStatement.Section> sections = choice.sections();
    Node[] conditions =
        sections.stream()
            .map(s -> s.condition() == null ? new Planner.Fixed(true) : planner.node(s.condition()))
            .toArray(Node[]::new);
    Step[] bodies = sections.stream().map(s -> plan(s.body())).toArray(Step[]::new);
    return frame -> {
      subject.evaluate(frame);
      for (int i = 0; i < bodies.length; i++) {
        if (conditions[i].test(frame)) {
          End end = bodies[i].run(frame);
          return end == End.BREAK ? End.NEXT : end;
        }
      }
      return End.NEXT;
    };
  }

  private Step thrown(Bound value) {
    if (value == null) {
      return frame -> {
        throw frame.caught == null ? new Fault("Exception", "Nothing was caught.") : frame.caught;
      };
    }
    Node node = planner.node(value);
    return frame -> {
      throw Planner.fault(node.evaluate(frame));
    };
  }
}
