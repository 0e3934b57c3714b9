package dev.apim.policy.step;

import dev.apim.policy.context.ResponseMessage;
import dev.apim.policy.context.ValueMap;
import dev.apim.policy.document.Element;
import dev.apim.policy.host.Exchange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Cross-origin requests: answers the browser's question beforehand, marks answers for others. */
final class CorsStep implements Step {

  private static final List<String> SIMPLE = List.of("GET", "HEAD", "POST");

  private final Text credentials;
  private final Text terminates;
  private final List<Text> origins;
  private final List<Text> methods;
  private final Text maxAge;
  private final List<Text> allowedHeaders;
  private final List<Text> exposedHeaders;

  CorsStep(StepCompiler compiler, Element element) {
    credentials = compiler.option(element, "allow-credentials", "false");
    terminates = compiler.option(element, "terminate-unmatched-request", "true");
    origins = list(compiler, element, "allowed-origins", "origin");
    methods = list(compiler, element, "allowed-methods", "method");
    maxAge =
        element
            .child("allowed-methods")
            .flatMap(m -> compiler.text(m, "preflight-result-max-age"))
            .orElse(null);
    allowedHeaders = list(compiler, element, "allowed-headers", "header");
    exposedHeaders = list(compiler, element, "expose-headers", "header");
  }

  private static List<Text> list(StepCompiler compiler, Element element, String list, String item) {
    return element.child(list).map(l -> compiler.contents(l, item)).orElse(List.of());
  }

  @Override
  public After run(Track track) {
    Exchange exchange = track.exchange();
    ValueMap headers = exchange.request().headers();
    Optional<String> origin = headers.get("Origin").stream().findFirst();
    Optional<String> asked = headers.get("Access-Control-Request-Method").stream().findFirst();
    if (origin.isEmpty()) {
      return After.NEXT;
    }
    if (exchange.request().method().equalsIgnoreCase("OPTIONS") && asked.isPresent()) {
      return preflight(track, origin.get(), asked.get());
    }
    if (allows(exchange, origin.get())) {
      track.state().onAnswer(response -> mark(exchange, response, origin.get()));
      return After.NEXT;
    }
    String method = exchange.request().method().toUpperCase(Locale.ROOT);
    boolean simple = method.equals("GET") || method.equals("HEAD");
    return simple && terminates.test(exchange) ? empty(exchange) : After.NEXT;
  }

  private static After empty(Exchange exchange) {
    exchange.newResponse().status(200, "OK");
    return After.ANSWER;
  }

  private boolean allows(Exchange exchange, String origin) {
    return origins.stream()
        .map(o -> o.of(exchange).strip())
        .anyMatch(o -> o.equals("*") || sameOrigin(o, origin));
  }

  private static boolean sameOrigin(String allowed, String origin) {
    String plain = allowed.endsWith("/") ? allowed.substring(0, allowed.length() - 1) : allowed;
    int star = plain.indexOf("*.");
    if (star < 0) {
      return plain.equalsIgnoreCase(origin);
    }
    String head = plain.substring(0, star).toLowerCase(Locale.ROOT);
    String tail = plain.substring(star + 1).toLowerCase(Locale.ROOT);
    String given = origin.toLowerCase(Locale.ROOT);
    return given.length() > head.length() + tail.length()
        && given.startsWith(head)
        && given.endsWith(tail);
  }

  private After preflight(Track track, String origin, String method) {
    Exchange exchange = track.exchange();
    List<String> wanted = requestedHeaders(exchange);
    if (!allows(exchange, origin)
        || !allowsMethod(exchange, method)
        || !wanted.stream().allMatch(h -> contains(exchange, allowedHeaders, h))) {
      track.state().preflightUnmatched(!terminates.test(exchange));
      return terminates.test(exchange) ? empty(exchange) : After.NEXT;
    }
    track.state().preflightUnmatched(false);
    ResponseMessage response = exchange.newResponse();
    response.status(200, "OK");
    mark(exchange, response, origin);
    response.headers().set("Access-Control-Allow-Methods", List.of(allowedMethods(exchange)));
    if (!wanted.isEmpty()) {
      response.headers().set("Access-Control-Allow-Headers", List.of(String.join(",", wanted)));
    }
    if (maxAge != null) {
      response.headers().set("Access-Control-Max-Age", List.of(maxAge.of(exchange)));
    }
    return After.ANSWER;
  }

  private static List<String> requestedHeaders(Exchange exchange) {
    List<String> names = new ArrayList<>();
    for (String line : exchange.request().headers().get("Access-Control-Request-Headers")) {
      Arrays.stream(line.split(","))
          .map(String::strip)
          .filter(n -> !n.isEmpty())
          .forEach(names::add);
    }
    return names;
  }

  private static boolean contains(Exchange exchange, List<Text> list, String wanted) {
    return list.stream()
        .map(t -> t.of(exchange).strip())
        .anyMatch(t -> t.equals("*") || t.equalsIgnoreCase(wanted));
  }

  private boolean allowsMethod(Exchange exchange, String method) {
    return methods.isEmpty()
        ? SIMPLE.contains(method.toUpperCase(Locale.ROOT))
        : contains(exchange, methods, method);
  }

  private String allowedMethods(Exchange exchange) {
    List<String> named = methods.stream().map(m -> m.of(exchange).strip()).toList();
    if (named.contains("*")) {
      return exchange.request().headers().get("Access-Control-Request-Method").get(0);
    }
    return String.join(",", named.isEmpty() ? List.of("GET", "POST") : named);
  }

  /** With credentials the origin is named; a star would be refused by browsers. */
  private void mark(Exchange exchange, ResponseMessage response, String origin) {
    ValueMap headers = response.headers();
    boolean any = origins.stream().anyMatch(o -> o.of(exchange).strip().equals("*"));
    boolean named = !any || credentials.test(exchange);
    headers.set("Access-Control-Allow-Origin", List.of(named ? origin : "*"));
    if (named) {
      List<String> vary = new ArrayList<>(headers.get("Vary"));
      vary.add("Origin");
      headers.set("Vary", vary);
    }
    if (credentials.test(exchange)) {
      headers.set("Access-Control-Allow-Credentials", List.of("true"));
    }
    if (!exposedHeaders.isEmpty()) {
      headers.set(
          "Access-Control-Expose-Headers",
          List.of(
              String.join(",", exposedHeaders.stream().map(h -> h.of(exchange).strip()).toList())));
    }
  }
}
