package dev.apim.policy.step;

import dev.apim.policy.context.ExchangeFacts;
import dev.apim.policy.document.Element;
import dev.apim.policy.host.Exchange;
import dev.apim.policy.state.Counter;
import dev.apim.policy.step.StepCompiler.Surroundings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** Policies that count calls: rates and quotas, by subscription or by any key. */
final class LimitSteps implements StepCompiler.Group {

  private final StepCompiler compiler;

  LimitSteps(StepCompiler compiler) {
    this.compiler = compiler;
  }

  @Override
  public Step step(Element element, Surroundings around) {
    return switch (element.name()) {
      case "rate-limit" -> bySubscription(element, around, Counter.Kind.RATE);
      case "quota" -> bySubscription(element, around, Counter.Kind.QUOTA);
      case "rate-limit-by-key" ->
          new LimitStep(List.of(limit(element, Counter.Kind.RATE, byKey(element, "rate"))));
      case "quota-by-key" ->
          new LimitStep(List.of(limit(element, Counter.Kind.QUOTA, byKey(element, "quota"))));
      default -> null;
    };
  }

  private Function<Exchange, String> byKey(Element element, String kind) {
    Text key = compiler.required(element, "counter-key");
    return exchange -> kind + "-by-key:" + key.of(exchange);
  }

  private static boolean isSubscribed(Exchange exchange) {
    return exchange.facts().subscription() != null;
  }

  private static String subscription(Exchange exchange) {
    return exchange.facts().subscription().id();
  }

  /** Counts calls of subscriptions; a call without one is not limited. */
  private Step bySubscription(Element element, Surroundings around, Counter.Kind kind) {
    List<LimitStep.Limit> limits = new ArrayList<>();
    String prefix = kind + ":" + around.scope() + ":" + element.path() + ":";
    Text period = compiler.required(element, "renewal-period");
    limits.add(
        limit(element, kind, exchange -> prefix + place(exchange, around) + subscription(exchange))
            .when(LimitSteps::isSubscribed));
    for (Element api : element.children()) {
      Text ofApi = compiler.text(api, "renewal-period").orElse(period);
      Predicate<Exchange> inApi = matches(api, true);
      limits.add(limit(api, kind, ofApi, key(prefix + api.path() + ":")).when(inApi));
      for (Element operation : api.children()) {
        Text ofOperation = compiler.text(operation, "renewal-period").orElse(ofApi);
        limits.add(
            limit(operation, kind, ofOperation, key(prefix + operation.path() + ":"))
                .when(inApi.and(matches(operation, false))));
      }
    }
    return new LimitStep(limits);
  }

  /** Documents of one scope may stand for many APIs: counters are apart by what the scope is. */
  private static String place(Exchange exchange, Surroundings around) {
    ExchangeFacts facts = exchange.facts();
    return switch (around.scope()) {
      case "product" -> (facts.product() == null ? "" : facts.product().id()) + ":";
      case "api", "fragment" -> (facts.api() == null ? "" : facts.api().id()) + ":";
      case "operation" ->
          (facts.api() == null ? "" : facts.api().id())
              + "/"
              + (facts.operation() == null ? "" : facts.operation().id())
              + ":";
      default -> "";
    };
  }

  private static Function<Exchange, String> key(String prefix) {
    return exchange -> prefix + subscription(exchange);
  }

  private Predicate<Exchange> matches(Element element, boolean api) {
    Text id = compiler.nullable(element, "id");
    Text name = compiler.nullable(element, "name");
    return exchange -> {
      if (!isSubscribed(exchange)) {
        return false;
      }
      ExchangeFacts facts = exchange.facts();
      String hasId =
          api
              ? facts.api() == null ? null : facts.api().id()
              : facts.operation() == null ? null : facts.operation().id();
      String hasName =
          api
              ? facts.api() == null ? null : facts.api().name()
              : facts.operation() == null ? null : facts.operation().name();
      return id != null
          ? id.of(exchange).equals(hasId)
          : name != null && name.of(exchange).equals(hasName);
    };
  }

  private LimitStep.Limit limit(
      Element element, Counter.Kind kind, Function<Exchange, String> key) {
    return limit(element, kind, compiler.required(element, "renewal-period"), key);
  }

  private LimitStep.Limit limit(
      Element element, Counter.Kind kind, Text period, Function<Exchange, String> key) {
    return new LimitStep.Limit(
        kind,
        key,
        exchange -> true,
        compiler.nullable(element, "calls"),
        compiler.nullable(element, "bandwidth"),
        period,
        compiler.nullable(element, "first-period-start"),
        new LimitStep.Increment(
            compiler.nullable(element, "increment-condition"),
            compiler.option(element, "increment-count", "1")),
        new LimitStep.Report(
            compiler.option(element, "retry-after-header-name", "Retry-After"),
            compiler.nullable(element, "retry-after-variable-name"),
            compiler.nullable(element, "remaining-calls-header-name"),
            compiler.nullable(element, "remaining-calls-variable-name"),
            compiler.nullable(element, "total-calls-header-name")));
  }
}
