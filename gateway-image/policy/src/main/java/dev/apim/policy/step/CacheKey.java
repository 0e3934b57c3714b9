package dev.apim.policy.step;

import dev.apim.policy.context.ExchangeFacts;
import dev.apim.policy.context.RequestMessage;
import dev.apim.policy.context.ValueMap;
import dev.apim.policy.document.Element;
import dev.apim.policy.host.Exchange;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Under which key cache-lookup finds a response: what it varies by is part of it. */
final class CacheKey {

  private final Text byDeveloper;
  private final Text byGroups;
  private final List<Text> headers;
  private final List<Text> parameters;

  CacheKey(StepCompiler compiler, Element element) {
    byDeveloper = compiler.option(element, "vary-by-developer", "false");
    byGroups = compiler.option(element, "vary-by-developer-groups", "false");
    headers = compiler.contents(element, "vary-by-header");
    parameters = compiler.contents(element, "vary-by-query-parameter");
  }

  String of(Exchange exchange) {
    RequestMessage request = exchange.request();
    ExchangeFacts facts = exchange.facts();
    StringBuilder key = new StringBuilder("response:");
    part(key, facts.api() == null ? "" : facts.api().id());
    part(key, request.originalUrl().host());
    part(key, request.originalUrl().path());
    if (parameters.isEmpty()) {
      part(key, request.originalUrl().query());
    } else {
      vary(key, names(exchange, parameters), request.query());
    }
    vary(key, names(exchange, headers), request.headers());
    ExchangeFacts.User user = facts.user();
    if (byDeveloper.test(exchange)) {
      part(key, user == null ? "" : user.id());
    }
    if (byGroups.test(exchange)) {
      part(key, user == null ? "" : String.join(",", user.groups().stream().sorted().toList()));
    }
    return key.toString();
  }

  private static List<String> names(Exchange exchange, List<Text> texts) {
    return texts.stream()
        .flatMap(t -> Arrays.stream(t.of(exchange).split("[;,]")))
        .map(n -> n.strip().toLowerCase(Locale.ROOT))
        .filter(n -> !n.isEmpty())
        .sorted()
        .toList();
  }

  private static void vary(StringBuilder key, List<String> names, ValueMap values) {
    names.forEach(n -> part(key, n + "=" + String.join(",", values.get(n))));
  }

  /** With its length before it, no part can pass for two. */
  private static void part(StringBuilder key, String text) {
    key.append(text.length()).append(':').append(text).append('|');
  }
}
