package dev.apim.policy.step;

import dev.apim.policy.context.ExchangeFacts;
import dev.apim.policy.context.RequestUrl;
import dev.apim.policy.context.ResponseMessage;
import dev.apim.policy.context.ValueMap;
import dev.apim.policy.document.Element;
import dev.apim.policy.step.StepCompiler.Surroundings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Policies that set variables and parts of messages. */
final class MessageSteps implements StepCompiler.Group {

  private static final List<String> ACTIONS = List.of("override", "skip", "append", "delete");

  /** A policy inside return-response. */
  interface ResponsePart {
    void apply(Track track, ResponseMessage response);
  }

  private final StepCompiler compiler;

  MessageSteps(StepCompiler compiler) {
    this.compiler = compiler;
  }

  @Override
  public Step step(Element element, Surroundings around) {
    return switch (element.name()) {
      case "set-variable" -> setVariable(element);
      case "set-header" -> values(element, track -> track.state().headers());
      case "set-query-parameter" -> values(element, track -> track.exchange().request().query());
      case "set-method" -> setMethod(element);
      case "set-status" -> setStatus(element, around);
      case "rewrite-uri" -> rewriteUri(element);
      default -> null;
    };
  }

  /** set-status, set-header or set-body on a response that is being made. */
  ResponsePart responsePart(Element element, Surroundings around) {
    return switch (element.name()) {
      case "set-status" -> status(element);
      case "set-header" -> {
        Change change = change(element);
        yield (track, response) -> change.apply(track, response.headers());
      }
      default -> {
        NewBody content = compiler.body(element, around);
        yield (track, response) -> response.body().set(content.bytes(track));
      }
    };
  }

  private Step setVariable(Element element) {
    Text name = compiler.required(element, "name");
    Text value = compiler.required(element, "value");
    return track -> {
      var exchange = track.exchange();
      exchange.variables().put(name.of(exchange), value.value(exchange));
      return Step.After.NEXT;
    };
  }

  /** A change of named values. */
  record Change(Text name, Text action, List<Text> values, List<String> literals) {
    void apply(Track track, ValueMap map) {
      var exchange = track.exchange();
      String key = name.of(exchange);
      List<String> wanted =
          literals != null ? literals : values.stream().map(v -> v.of(exchange)).toList();
      switch (action.word(exchange, ACTIONS)) {
        case "delete" -> map.set(key, List.of());
        case "append" -> {
          List<String> all = new ArrayList<>(map.get(key));
          all.addAll(wanted);
          map.set(key, all);
        }
        case "skip" -> {
          if (map.get(key).isEmpty()) {
            map.set(key, wanted);
          }
        }
        default -> map.set(key, wanted);
      }
    }
  }

  Change change(Element element) {
    List<Text> values = compiler.contents(element, "value");
    boolean fixed = values.stream().allMatch(Text::isLiteral);
    return new Change(
        compiler.required(element, "name"),
        compiler.option(element, "exists-action", "override"),
        values,
        fixed ? values.stream().map(Text::literal).toList() : null);
  }

  private Step values(Element element, Function<Track, ValueMap> target) {
    Change change = change(element);
    return track -> {
      change.apply(track, target.apply(track));
      return Step.After.NEXT;
    };
  }

  private Step setMethod(Element element) {
    Text method = compiler.content(element);
    return track -> {
      track.exchange().request().method(method.of(track.exchange()).strip());
      return Step.After.NEXT;
    };
  }

  private ResponsePart status(Element element) {
    Text code = compiler.required(element, "code");
    Text reason = compiler.option(element, "reason", "");
    return (track, response) ->
        response.status(statusCode(track, code), reason.of(track.exchange()));
  }

  static int statusCode(Track track, Text code) {
    int value = code.number(track.exchange());
    if (value < 100 || value > 999) {
      throw new PolicyFailure("StatusCodeInvalid", "There is no HTTP status " + value + ".", 500);
    }
    return value;
  }

  private Step setStatus(Element element, Surroundings around) {
    ResponsePart status = status(element);
    return track -> {
      status.apply(track, track.state().response());
      return Step.After.NEXT;
    };
  }

  private Step rewriteUri(Element element) {
    Text template = compiler.required(element, "template");
    Text copies = compiler.option(element, "copy-unmatched-params", "true");
    return track -> {
      var request = track.exchange().request();
      String target = fill(template.of(track.exchange()), request.matchedParameters());
      RequestUrl url = request.url();
      int mark = target.indexOf('?');
      String path = mark < 0 ? target : target.substring(0, mark);
      String own = mark < 0 ? "" : target.substring(mark + 1);
      String kept =
          copies.test(track.exchange()) ? unmatched(url.query(), track.exchange().facts()) : "";
      String query = own.isEmpty() || kept.isEmpty() ? own + kept : own + "&" + kept;
      String absolute = path.startsWith("/") ? path : "/" + path;
      request.url(new RequestUrl(url.scheme(), url.host(), url.port(), absolute, query));
      return Step.After.NEXT;
    };
  }

  /** A query without what the template of the operation names. */
  private static String unmatched(String query, ExchangeFacts facts) {
    String template = facts.operation() == null ? "" : facts.operation().urlTemplate();
    int mark = template.indexOf('?');
    if (mark < 0 || query.isEmpty()) {
      return query;
    }
    Set<String> matched =
        Arrays.stream(template.substring(mark + 1).split("&"))
            .map(MessageSteps::key)
            .collect(Collectors.toSet());
    return Arrays.stream(query.split("&"))
        .filter(pair -> !matched.contains(key(pair)))
        .collect(Collectors.joining("&"));
  }

  private static String key(String pair) {
    return pair.substring(0, pair.indexOf('=') < 0 ? pair.length() : pair.indexOf('='));
  }

  /** Parameters of the operation's template in their places, once: values are not read again. */
  static String fill(String template, Map<String, String> parameters) {
    if (template.indexOf('{') < 0) {
      return template;
    }
    StringBuilder filled = new StringBuilder();
    int from = 0;
    int open = template.indexOf('{');
    while (open >= 0) {
      int close = template.indexOf('}', open);
      String name = close < 0 ? "" : template.substring(open + 1, close).replaceFirst("^\\*", "");
      String value = parameters.get(name);
      if (value != null) {
        filled.append(template, from, open).append(value);
        from = close + 1;
      }
      open = template.indexOf('{', open + 1);
    }
    return filled.append(template, from, template.length()).toString();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
