package dev.apim.policy.step;

import dev.apim.policy.context.ResponseMessage;
import dev.apim.policy.document.Element;
import dev.apim.policy.expression.runtime.CachedValues;
import dev.apim.policy.host.Callback;
import dev.apim.policy.host.Exchange;
import dev.apim.policy.host.Failure;
import dev.apim.policy.state.CacheStore;
import dev.apim.policy.state.CachedResponse;
import dev.apim.policy.step.StepCompiler.Surroundings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Policies that remember responses and values. A cache that fails is a cache without the value. */
final class CacheSteps implements StepCompiler.Group {

  private static final List<String> NOT_KEPT =
      List.of("set-cookie", "connection", "transfer-encoding", "keep-alive", "date", "age");

  private static final List<String> TYPES = List.of("internal", "external", "prefer-external");

  private final StepCompiler compiler;

  CacheSteps(StepCompiler compiler) {
    this.compiler = compiler;
  }

  @Override
  public Step step(Element element, Surroundings around) {
    return switch (element.name()) {
      case "cache-lookup" -> lookup(element);
      case "cache-store" -> store(element);
      case "cache-lookup-value" -> lookupValue(element);
      case "cache-store-value" -> storeValue(element);
      case "cache-remove-value" -> removeValue(element);
      default -> null;
    };
  }

  private Text type(Element element) {
    return compiler.option(element, "caching-type", "prefer-external");
  }

  private static CacheStore cache(Exchange exchange, Text type) {
    boolean internal = type.word(exchange, TYPES).equals("internal");
    return internal
        ? exchange.host().cache()
        : exchange.host().externalCache().orElseGet(exchange.host()::cache);
  }

  private Step lookup(Element element) {
    CacheKey key = new CacheKey(compiler, element);
    Text type = type(element);
    Text downstream = compiler.option(element, "downstream-caching-type", "none");
    Text revalidate = compiler.option(element, "must-revalidate", "true");
    Text privately = compiler.option(element, "allow-private-response-caching", "false");
    return track -> {
      Exchange exchange = track.exchange();
      boolean authorized = !exchange.request().headers().get("Authorization").isEmpty();
      if (!exchange.request().method().equals("GET") || authorized && !privately.test(exchange)) {
        return Step.After.NEXT;
      }
      String where = key.of(exchange);
      String visibility = downstream.word(exchange, List.of("none", "private", "public"));
      track.state().cacheSlot(new RunState.CacheSlot(where, visibility, revalidate.test(exchange)));
      track.state().cacheStore(cache(exchange, type));
      track
          .state()
          .cacheStore()
          .get(where, track.then(found -> found(track, found), failure -> Step.After.NEXT));
      return Step.After.WAIT;
    };
  }

  private static Step.After found(Track track, Optional<CacheStore.Entry> found) {
    if (found.isEmpty() || !(found.get().value() instanceof CachedResponse response)) {
      return Step.After.NEXT;
    }
    if (!found.get().fresh()) {
      track.state().stale(response);
      return Step.After.NEXT;
    }
    return answer(track, response);
  }

  private static Step.After answer(Track track, CachedResponse cached) {
    Exchange exchange = track.exchange();
    ResponseMessage response = exchange.newResponse();
    response.status(cached.status(), cached.reason());
    cached.headers().forEach((name, values) -> response.headers().set(name, values));
    long age = Duration.between(cached.stored(), exchange.host().now()).toSeconds();
    response.headers().set("Age", List.of(Long.toString(Math.max(0, age))));
    response.body().set(cached.body());
    track.state().fromCache(true);
    return Step.After.ANSWER;
  }

  /** Answers for which one of before is better (RFC 5861, section 4). */
  static boolean isServerFailure(int status) {
    return status == 500 || status == 502 || status == 503 || status == 504;
  }

  /** A backend that failed: the answer of before, or the failure. */
  static Step.After staleOr(Track track, Failure failure) {
    CachedResponse stale = track.state().stale();
    if (stale == null) {
      throw new PolicyFailure(failure, Map.of());
    }
    Step.After after = answer(track, stale);
    track.exchange().response().headers().set("Warning", List.of("111 - \"Revalidation Failed\""));
    return after;
  }

  private Step store(Element element) {
    compiler.needsResponseBody();
    Text duration = compiler.required(element, "duration");
    Text wanted = compiler.nullable(element, "cache-response");
    return track -> {
      Exchange exchange = track.exchange();
      RunState.CacheSlot slot = track.state().cacheSlot();
      ResponseMessage response = track.state().response();
      boolean keeps = wanted == null ? response.status() == 200 : wanted.test(exchange);
      if (slot == null || !keeps || track.state().isFromCache()) {
        return Step.After.NEXT;
      }
      Duration time = duration.seconds(exchange);
      response.headers().set("Cache-Control", List.of(control(slot, time)));
      track.state().cacheStore().put(slot.key(), snapshot(exchange, response), time, ignored());
      return Step.After.NEXT;
    };
  }

  private static String control(RunState.CacheSlot slot, Duration time) {
    if (slot.visibility().equals("none")) {
      return "no-store";
    }
    return slot.visibility()
        + ", max-age="
        + time.toSeconds()
        + (slot.revalidate() ? ", must-revalidate" : "");
  }

  private static CachedResponse snapshot(Exchange exchange, ResponseMessage response) {
    Map<String, List<String>> headers = new HashMap<>();
    for (String name : response.headers().names()) {
      if (!NOT_KEPT.contains(name.toLowerCase(Locale.ROOT))) {
        headers.put(name, List.copyOf(response.headers().get(name)));
      }
    }
    return new CachedResponse(
        response.status(),
        response.reason(),
        headers,
        response.body().bytes(true),
        exchange.host().now());
  }

  private static Callback<Void> ignored() {
    return new Callback<>() {
      @Override
      public void done(Void nothing) {}

      @Override
      public void failed(Failure nothingLost) {}
    };
  }

  private Step lookupValue(Element element) {
    Text type = type(element);
    Text key = compiler.required(element, "key");
    Text variable = compiler.required(element, "variable-name");
    Text absent = compiler.nullable(element, "default-value");
    return track -> {
      Exchange exchange = track.exchange();
      cache(exchange, type)
          .get(
              "value:" + key.of(exchange),
              track.then(
                  found -> {
                    String name = variable.of(exchange);
                    if (found.isPresent() && found.get().fresh()) {
                      exchange.variables().put(name, CachedValues.thaw(found.get().value()));
                    } else if (absent != null) {
                      exchange.variables().put(name, absent.value(exchange));
                    }
                    return Step.After.NEXT;
                  },
                  failure -> Step.After.NEXT));
      return Step.After.WAIT;
    };
  }

  private Step storeValue(Element element) {
    Text type = type(element);
    Text key = compiler.required(element, "key");
    Text value = compiler.required(element, "value");
    Text duration = compiler.required(element, "duration");
    return track -> {
      Exchange exchange = track.exchange();
      cache(exchange, type)
          .put(
              "value:" + key.of(exchange),
              CachedValues.freeze(value.value(exchange)),
              duration.seconds(exchange),
              track.then(nothing -> Step.After.NEXT, failure -> Step.After.NEXT));
      return Step.After.WAIT;
    };
  }

  private Step removeValue(Element element) {
    Text type = type(element);
    Text key = compiler.required(element, "key");
    return track -> {
      Exchange exchange = track.exchange();
      cache(exchange, type)
          .remove(
              "value:" + key.of(exchange),
              track.then(nothing -> Step.After.NEXT, failure -> Step.After.NEXT));
      return Step.After.WAIT;
    };
  }
}
