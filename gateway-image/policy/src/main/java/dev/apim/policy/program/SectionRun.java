package dev.apim.policy.program;

import dev.apim.policy.expression.type.Fault;
import dev.apim.policy.expression.type.LimitException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * A section being run for one exchange: blocks on a stack, so that a step may wait for the gateway
 * without holding a thread. Used by one thread at a time.
 */
public final class SectionRun {

  /** Told once how the section ended. */
  public interface Listener {

    /** All policies have run. */
    void completed();

    /** A policy answered: the exchange's response goes to the client. */
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

  /** A step and where it stands. */
  record Compiled(String policy, String path, Step step) {}

  private final Exchange exchange;
  private final String section;
  private final Listener listener;
  private final Deque<Block> blocks = new ArrayDeque<>();
  private boolean running;
  private boolean resumed;

  SectionRun(Exchange exchange, String section, List<Compiled> steps, Listener listener) {
    this.exchange = exchange;
    this.section = section;
    this.listener = listener;
    blocks.push(new Block(steps));
  }

  Exchange exchange() {
    return exchange;
  }

  /** Runs these next, then what follows the present step. */
  void enter(List<Compiled> steps) {
    blocks.push(new Block(steps));
  }

  /** Hands a policy to the gateway and goes on when it is done. */
  Step.After await(GatewayCall call) {
    exchange.perform(call, this::done);
    return Step.After.WAIT;
  }

  private void done(PolicyError error) {
    if (error != null) {
      blocks.clear();
      listener.failed(error);
    } else if (running) {
      resumed = true;
    } else {
      run();
    }
  }

  void run() {
    running = true;
    while (!blocks.isEmpty()) {
      Block block = blocks.peek();
      if (block.next == block.steps.size()) {
        blocks.pop();
        continue;
      }
      if (!step(block.steps.get(block.next++))) {
        running = false;
        return;
      }
    }
    running = false;
    listener.completed();
  }

  /** Runs one step; false where the run stops here, for now or for good. */
  private boolean step(Compiled compiled) {
    resumed = false;
    try {
      switch (compiled.step.run(this)) {
        case NEXT -> {
          return true;
        }
        case WAIT -> {
          return resumed;
        }
        default -> {
          blocks.clear();
          listener.answered();
          return false;
        }
      }
    } catch (Fault | LimitException e) {
      blocks.clear();
      listener.failed(
          new PolicyError(
              compiled.policy,
              "ExpressionValueEvaluationFailure",
              e.getMessage(),
              section,
              compiled.path,
              500));
      return false;
    }
  }
}
