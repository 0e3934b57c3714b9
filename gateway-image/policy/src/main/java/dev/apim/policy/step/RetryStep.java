package dev.apim.policy.step;

import dev.apim.policy.expression.type.Fault;
import dev.apim.policy.expression.type.LimitException;
import dev.apim.policy.host.Exchange;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Runs policies once and again while the condition holds. A call that failed is tried again like
 * one that was answered, where the condition says so; else its failure is the retry's.
 */
final class RetryStep implements Step {

  /** Most times that anything is tried again. */
  static final int MOST = 50;

  /** How often and when; null where an option is absent. */
  record Rules(
      Text condition, Text count, Text interval, Text maxInterval, Text delta, Text fast) {}

  private final Rules rules;
  private final List<Compiled> inside;

  RetryStep(Rules rules, List<Compiled> inside) {
    this.rules = rules;
    this.inside = inside;
  }

  @Override
  public After run(Track track) {
    new Attempts(track).once();
    return After.WAIT;
  }

  /** The attempts of one exchange. */
  private final class Attempts implements Track.End {
    private final Track outer;
    private final Track.End ended;
    private final int most;
    private int retries;

    Attempts(Track outer) {
      this.outer = outer;
      this.ended = outer.inner(() -> After.NEXT, () -> {});
      this.most = Math.min(MOST, rules.count.number(outer.exchange()));
    }

    void once() {
      new Track(outer.state(), inside, this).run();
    }

    @Override
    public void completed() {
      outer.resume(
          () -> {
            if (retries < most && rules.condition.test(outer.exchange())) {
              again();
              return After.WAIT;
            }
            return After.NEXT;
          });
    }

    @Override
    public void answered() {
      ended.answered();
    }

    @Override
    public void failed(PolicyError error) {
      outer.exchange().lastError(error.facts());
      if (!triesAgain()) {
        ended.failed(error);
      }
    }

    /** A condition about a response that is not there cannot hold. */
    private boolean triesAgain() {
      try {
        if (retries >= most || !rules.condition.test(outer.exchange())) {
          return false;
        }
        outer.exchange().lastError(null);
        again();
        return true;
      } catch (Fault | LimitException e) {
        return false;
      }
    }

    private void again() {
      retries++;
      Duration pause = pause(outer.exchange());
      outer.exchange().host().after(pause, this::onceMore);
    }

    private void onceMore() {
      if (!outer.state().isClosed()) {
        once();
      }
    }

    private Duration pause(Exchange exchange) {
      if (retries == 1 && rules.fast.test(exchange)) {
        return Duration.ZERO;
      }
      double interval = rules.interval.decimal(exchange);
      double delta = rules.delta == null ? 0 : rules.delta.decimal(exchange);
      double seconds = interval;
      if (rules.maxInterval == null) {
        seconds += (retries - 1) * delta;
      } else {
        double spread = delta * ThreadLocalRandom.current().nextDouble(0.8, 1.2);
        double grown = interval + (Math.pow(2, Math.min(30, retries - 1)) - 1) * spread;
        seconds = Math.min(grown, rules.maxInterval.decimal(exchange));
      }
      return Duration.ofMillis(Math.max(0, Math.round(seconds * 1000)));
    }
  }
}
