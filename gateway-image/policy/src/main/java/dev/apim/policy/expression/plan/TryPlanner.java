package dev.apim.policy.expression.plan;

import dev.apim.policy.expression.check.BoundStatement;
import dev.apim.policy.expression.plan.Step.End;
import dev.apim.policy.expression.type.Fault;
import dev.apim.policy.expression.type.LimitException;
import java.util.List;

/** Closures of try, catch and finally. What exceeds a limit passes through all of them. */
final class TryPlanner {

  private record Handler(BoundStatement.Catch declared, Node guard, Step body) {}

  private final Planner planner;
  private final StatementPlanner statements;

  TryPlanner(Planner planner, StatementPlanner statements) {
    this.planner = planner;
    this.statements = statements;
  }

  Step plan(BoundStatement.Try attempt) {
    Step body = statements.plan(attempt.body());
    List<Handler> handlers = attempt.catches().stream().map(this::handler).toList();
    Step guarded = frame -> run(frame, body, handlers);
    if (attempt.last() == null) {
      return guarded;
    }
    Step last = statements.plan(attempt.last());
    return frame -> {
      End end;
      try {
        end = guarded.run(frame);
      } catch (LimitException e) {
        throw e;
      } catch (RuntimeException e) {
        last.run(frame);
        throw e;
      }
      Object result = frame.result;
      last.run(frame);
      frame.result = result;
      return end;
    };
  }

  private Handler handler(BoundStatement.Catch declared) {
    Node guard = declared.guard() == null ? null : planner.node(declared.guard());
    return new Handler(declared, guard, statements.plan(declared.body()));
  }

  private static End run(Frame frame, Step body, List<Handler> handlers) {
    try {
      return body.run(frame);
    } catch (LimitException e) {
      throw e;
    } catch (RuntimeException e) {
      Fault fault = Fault.of(e);
      for (Handler handler : handlers) {
        if (takes(frame, handler, fault)) {
          Fault before = frame.caught;
          frame.caught = fault;
          End end = handler.body.run(frame);
          frame.caught = before;
          return end;
        }
      }
      throw fault;
    }
  }

  private static boolean takes(Frame frame, Handler handler, Fault fault) {
    boolean fits =
        handler.declared.types().isEmpty() || handler.declared.types().contains(fault.type());
    if (!fits) {
      return false;
    }
    if (handler.declared.slot() >= 0) {
      frame.slots[handler.declared.slot()] = fault;
    }
    return handler.guard == null || handler.guard.test(frame);
  }
}
