package dev.apim.policy.step;

import dev.apim.policy.expression.runtime.DateParsing;
import dev.apim.policy.expression.type.Fault;
import dev.apim.policy.host.Exchange;
import dev.apim.policy.host.Failure;
import dev.apim.policy.state.Count;
import dev.apim.policy.state.Counter;
import dev.apim.policy.state.CounterStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** Counts a call under one or more limits; the first that is reached turns it away. */
final class LimitStep implements Step {

  /** When and by how much is counted; a condition is about the response. */
  record Increment(Text condition, Text count) {
    boolean isLater() {
      return condition != null || !count.isLiteral();
    }
  }

  /** Where the state of the counter is told; null where it is not. */
  record Report(
      Text retryHeader,
      Text retryVariable,
      Text remainingHeader,
      Text remainingVariable,
      Text totalHeader) {}

  /** One limit; {@code bandwidth} in kilobytes. */
  record Limit(
      Counter.Kind kind,
      Function<Exchange, String> key,
      Predicate<Exchange> applies,
      Text calls,
      Text bandwidth,
      Text period,
      Text start,
      Increment increment,
      Report report) {

    private static final Instant BEGINNING = Instant.parse("0001-01-01T00:00:00Z");

    Limit when(Predicate<Exchange> condition) {
      return new Limit(kind, key, condition, calls, bandwidth, period, start, increment, report);
    }

    private Counter counter(Exchange exchange, Text limit, String suffix, long unit) {
      return new Counter(
          key.apply(exchange) + suffix,
          kind,
          limit.number(exchange) * unit,
          period.seconds(exchange),
          start(exchange));
    }

    /** The same for every replica, so that their periods agree. */
    private Instant start(Exchange exchange) {
      if (start != null) {
        return DateParsing.instant(start.of(exchange));
      }
      var subscription = exchange.facts().subscription();
      return subscription == null || subscription.created() == null
          ? BEGINNING
          : subscription.created();
    }
  }

  private final List<Limit> limits;

  LimitStep(List<Limit> limits) {
    this.limits = List.copyOf(limits);
  }

  @Override
  public After run(Track track) {
    return next(track, 0);
  }

  private After next(Track track, int index) {
    if (index == limits.size()) {
      return After.NEXT;
    }
    Limit limit = limits.get(index);
    if (!limit.applies.test(track.exchange())) {
      return next(track, index + 1);
    }
    return calls(track, limit, index);
  }

  private After calls(Track track, Limit limit, int index) {
    if (limit.calls == null) {
      return bandwidth(track, limit, index);
    }
    Exchange exchange = track.exchange();
    CounterStore store = exchange.host().counters();
    Counter counter = limit.counter(exchange, limit.calls, "", 1);
    Increment increment = limit.increment;
    long amount = increment.isLater() ? 0 : increment.count.number(exchange);
    store.add(
        counter,
        amount,
        track.then(
            count -> {
              report(track, limit, counter, count);
              if (!count.admitted()) {
                throw refused(limit, exchange, count, "call volume");
              }
              if (increment.isLater()) {
                track.state().onAnswer(r -> later(exchange, store, counter, increment));
              }
              return bandwidth(track, limit, index);
            }));
    return After.WAIT;
  }

  private static void later(
      Exchange exchange, CounterStore store, Counter counter, Increment increment) {
    try {
      if (increment.condition == null || increment.condition.test(exchange)) {
        store.force(counter, increment.count.number(exchange));
      }
    } catch (Fault e) {
      exchange.trace("increment-condition: " + e.getMessage());
    }
  }

  private After bandwidth(Track track, Limit limit, int index) {
    if (limit.bandwidth == null) {
      return next(track, index + 1);
    }
    Exchange exchange = track.exchange();
    CounterStore store = exchange.host().counters();
    Counter counter = limit.counter(exchange, limit.bandwidth, ":bandwidth", 1024);
    store.add(
        counter,
        0,
        track.then(
            count -> {
              if (!count.admitted()) {
                throw refused(limit, exchange, count, "bandwidth");
              }
              track.state().onClose(bytes -> store.force(counter, bytes));
              return next(track, index + 1);
            }));
    return After.WAIT;
  }

  private static long wholeSeconds(Duration duration) {
    return Math.max(1, duration.plusMillis(999).toSeconds());
  }

  private static PolicyFailure refused(Limit limit, Exchange exchange, Count count, String volume) {
    long seconds = wholeSeconds(count.retryAfter());
    Map<String, String> headers =
        Map.of(limit.report.retryHeader.of(exchange), Long.toString(seconds));
    if (limit.kind == Counter.Kind.RATE) {
      String message = "Rate limit is exceeded. Try again in " + seconds + " seconds.";
      return new PolicyFailure(new Failure("RateLimitExceeded", message, 429), headers);
    }
    String wait = String.format("%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    String message = "Out of " + volume + " quota. Quota will be replenished in " + wait + ".";
    return new PolicyFailure(new Failure("QuotaExceeded", message, 403), headers);
  }

  private static void report(Track track, Limit limit, Counter counter, Count count) {
    Exchange exchange = track.exchange();
    Report report = limit.report;
    if (report.retryVariable != null && !count.admitted()) {
      exchange
          .variables()
          .put(report.retryVariable.of(exchange), (int) wholeSeconds(count.retryAfter()));
    }
    if (report.remainingVariable != null) {
      exchange.variables().put(report.remainingVariable.of(exchange), (int) count.remaining());
    }
    header(track, report.remainingHeader, count.remaining());
    header(track, report.totalHeader, counter.limit());
  }

  private static void header(Track track, Text name, long value) {
    if (name != null) {
      String header = name.of(track.exchange());
      track.state().onAnswer(r -> r.headers().set(header, List.of(Long.toString(value))));
    }
  }
}
