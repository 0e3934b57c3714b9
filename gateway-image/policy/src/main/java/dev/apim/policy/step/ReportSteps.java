package dev.apim.policy.step;

import dev.apim.policy.context.ExchangeFacts;
import dev.apim.policy.document.Element;
import dev.apim.policy.host.Exchange;
import dev.apim.policy.host.Metric;
import dev.apim.policy.host.TraceLine;
import dev.apim.policy.step.StepCompiler.Surroundings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Policies that tell others of the exchange. */
final class ReportSteps implements StepCompiler.Group {

  private static final List<String> SEVERITIES = List.of("verbose", "information", "error");

  /** Dimensions that have a value of their own. */
  static final Set<String> DIMENSIONS =
      Set.of(
          "API ID",
          "Operation ID",
          "Product ID",
          "Subscription ID",
          "User ID",
          "Location",
          "Gateway ID",
          "Client IP");

  private record Detail(Text name, Text value) {}

  private final StepCompiler compiler;

  ReportSteps(StepCompiler compiler) {
    this.compiler = compiler;
  }

  @Override
  public Step step(Element element, Surroundings around) {
    return switch (element.name()) {
      case "trace" -> trace(element);
      case "emit-metric" -> emitMetric(element);
      default -> null;
    };
  }

  private List<Detail> details(Element element, String child) {
    return element.children().stream()
        .filter(c -> c.name().equals(child))
        .map(c -> new Detail(compiler.required(c, "name"), compiler.nullable(c, "value")))
        .toList();
  }

  private Step trace(Element element) {
    Text source = compiler.required(element, "source");
    Text severity = compiler.option(element, "severity", "verbose");
    Text message =
        element.child("message").map(compiler::content).orElseGet(() -> compiler.content(element));
    List<Detail> metadata = details(element, "metadata");
    return track -> {
      Exchange exchange = track.exchange();
      Map<String, String> said = new LinkedHashMap<>();
      metadata.forEach(d -> said.put(d.name.of(exchange), d.value.of(exchange)));
      String level = severity.word(exchange, SEVERITIES).toUpperCase(Locale.ROOT);
      exchange.trace(
          new TraceLine(
              source.of(exchange),
              TraceLine.Severity.valueOf(level),
              message.of(exchange).strip(),
              said));
      return Step.After.NEXT;
    };
  }

  private Step emitMetric(Element element) {
    Text name = compiler.required(element, "name");
    Text value = compiler.option(element, "value", "1");
    Text namespace = compiler.option(element, "namespace", "");
    List<Detail> dimensions = details(element, "dimension");
    return track -> {
      Exchange exchange = track.exchange();
      Map<String, String> said = new LinkedHashMap<>();
      for (Detail dimension : dimensions) {
        String key = dimension.name.of(exchange);
        said.put(
            key, dimension.value == null ? known(exchange, key) : dimension.value.of(exchange));
      }
      exchange
          .host()
          .emit(
              new Metric(namespace.of(exchange), name.of(exchange), value.decimal(exchange), said));
      return Step.After.NEXT;
    };
  }

  /** Dimensions that have a value of their own. */
  private static String known(Exchange exchange, String dimension) {
    ExchangeFacts facts = exchange.facts();
    String value =
        switch (dimension) {
          case "API ID" -> facts.api() == null ? null : facts.api().id();
          case "Operation ID" -> facts.operation() == null ? null : facts.operation().id();
          case "Product ID" -> facts.product() == null ? null : facts.product().id();
          case "Subscription ID" -> facts.subscription() == null ? null : facts.subscription().id();
          case "User ID" -> facts.user() == null ? null : facts.user().id();
          case "Location" -> facts.deployment() == null ? null : facts.deployment().region();
          case "Gateway ID" -> facts.deployment() == null ? null : facts.deployment().gatewayId();
          case "Client IP" -> exchange.request().ipAddress();
          default -> null;
        };
    return value == null ? "" : value;
  }
}
