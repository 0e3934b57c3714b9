package dev.apim.policy.step;

import dev.apim.policy.expression.type.Fault;
import dev.apim.policy.expression.type.LimitException;
import dev.apim.policy.host.Callback;
import dev.apim.policy.host.Exchange;
import dev.apim.policy.host.Failure;
import dev.apim.policy.host.StepObserver;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Steps in their order for one exchange: blocks on a stack, so that a step may wait for the gateway
 * without holding a thread. Steps with policies inside may start tracks of their own.
 */
public final class Track {

  /** Told once how a track ended. */
  public interface End {

    /** All steps have run. */
    void completed();

    /** A step answered: the exchange's response goes to the client. */
    void answered();

    void failed(PolicyError error);
  }

  private static final class Block {
    final List<Compiled> steps;
    int next;

    Block(List<Compiled> steps) {
      this.steps = steps;
    }
  }

  /** So long steps may follow each other before others of the thread have their turn. */
  private static final long TURN_NANOS = 5_000_000;

  /** What asks nothing of the gateway, and may run where nobody waits for the thread. */
  private static final Set<String> QUIET =
      Set.of(
          "choose",
          "find-and-replace",
          "json-to-xml",
          "return-response",
          "rewrite-uri",
          "set-body",
          "set-header",
          "set-method",
          "set-query-parameter",
          "set-status",
          "set-variable",
          "xml-to-json");

  private final RunState state;
  private final End end;
  private final Deque<Block> blocks = new ArrayDeque<>(4);
  private Compiled current;
  private Supplier<Step.After> resumed;
  private boolean running;
  private boolean waiting;
  private boolean ended;

  public Track(RunState state, List<Compiled> steps, End end) {
    this.state = state;
    this.end = end;
    blocks.push(new Block(steps));
  }

  RunState state() {
    return state;
  }

  Exchange exchange() {
    return state.exchange();
  }

  /** Runs these next, then what follows the present step. */
  void enter(List<Compiled> steps) {
    blocks.push(new Block(steps));
  }

  /** A callback that goes on here; a failure is the present policy's. */
  <T> Callback<T> then(Function<T, Step.After> next) {
    return then(
        next,
        failure -> {
          throw new PolicyFailure(failure, Map.of());
        });
  }

  /** A callback that goes on here, whichever way it went. */
  <T> Callback<T> then(Function<T, Step.After> next, Function<Failure, Step.After> failed) {
    return new Callback<>() {
      private boolean told;

      @Override
      public void done(T value) {
        once(() -> next.apply(value));
      }

      @Override
      public void failed(Failure failure) {
        once(() -> failed.apply(failure));
      }

      private void once(Supplier<Step.After> action) {
        if (!told) {
          told = true;
          resume(action);
        }
      }
    };
  }

  /** The end of an inner track: what happens after it is what the present step says. */
  End inner(Supplier<Step.After> completed, Runnable left) {
    return new End() {
      @Override
      public void completed() {
        resume(completed);
      }

      @Override
      public void answered() {
        left.run();
        resume(() -> Step.After.ANSWER);
      }

      @Override
      public void failed(PolicyError error) {
        left.run();
        finish(() -> end.failed(error));
      }
    };
  }

  void resume(Supplier<Step.After> next) {
    resumed = next;
    if (!running) {
      run();
    }
  }

  private void finish(Runnable told) {
    if (!ended) {
      ended = true;
      told.run();
    }
  }

  /** Goes on until a step waits, answers or fails, or all have run. */
  public void run() {
    running = true;
    long begun = System.nanoTime();
    while (!ended && !state.isClosed()) {
      Supplier<Step.After> next = resumed;
      resumed = null;
      if (next == null && waiting) {
        break;
      }
      if (next == null && !advance()) {
        finish(end::completed);
        break;
      }
      perform(next);
      if (!waiting && !ended && System.nanoTime() - begun > TURN_NANOS) {
        state.exchange().host().thread().execute(this::run);
        break;
      }
    }
    running = false;
  }

  /** Moves to the next step; false where there is none. */
  private boolean advance() {
    while (!blocks.isEmpty()) {
      Block block = blocks.peek();
      if (block.next < block.steps.size()) {
        current = block.steps.get(block.next++);
        return true;
      }
      blocks.pop();
    }
    return false;
  }

  private void perform(Supplier<Step.After> next) {
    if (next == null && state.isPreflightUnmatched() && !current.policy().equals("cors")) {
      return;
    }
    if (next == null && state.isHeavy() && QUIET.contains(current.policy()) && offload()) {
      return;
    }
    StepObserver observer = state.exchange().observer();
    long start = observer == null ? 0 : System.nanoTime();
    PolicyError error = null;
    Step.After after = Step.After.WAIT;
    try {
      after = next == null ? current.step().run(this) : next.get();
    } catch (PolicyFailure e) {
      error = PolicyError.of(current, state.section(), e.failure(), e.headers());
    } catch (RuntimeException | StackOverflowError e) {
      error = PolicyError.of(current, state.section(), failure(e), Map.of());
    }
    if (observer != null) {
      String outcome =
          error == null ? after.name().toLowerCase(Locale.ROOT) : error.failure().reason();
      observer.step(current.policy(), current.path(), System.nanoTime() - start, outcome);
    }
    settle(after, error);
  }

  /** Runs the present step on another thread and goes on here with what came of it. */
  private boolean offload() {
    Optional<Executor> workers = exchange().host().workers();
    if (workers.isEmpty()) {
      return false;
    }
    Executor home = exchange().host().thread();
    Step step = current.step();
    waiting = true;
    workers
        .get()
        .execute(
            () -> {
              Supplier<Step.After> outcome = outcome(step);
              home.execute(() -> resume(outcome));
            });
    return true;
  }

  private Supplier<Step.After> outcome(Step step) {
    try {
      Step.After after = step.run(this);
      return () -> after;
    } catch (RuntimeException e) {
      return () -> {
        throw e;
      };
    } catch (StackOverflowError e) {
      return () -> {
        throw e;
      };
    }
  }

  private static Failure failure(Throwable cause) {
    String message =
        cause instanceof Fault || cause instanceof LimitException
            ? cause.getMessage()
            : cause instanceof RuntimeException e
                ? Fault.of(e).getMessage()
                : "the expression is nested too deeply: it was stopped";
    return new Failure("ExpressionValueEvaluationFailure", message, 500);
  }

  private void settle(Step.After after, PolicyError error) {
    waiting = after == Step.After.WAIT;
    if (error != null) {
      finish(() -> end.failed(error));
    } else if (after == Step.After.ANSWER) {
      finish(end::answered);
    }
  }
}
