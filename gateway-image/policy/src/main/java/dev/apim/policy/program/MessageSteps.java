package dev.apim.policy.program;

import dev.apim.policy.context.MessageBody;
import dev.apim.policy.context.RequestUrl;
import dev.apim.policy.context.ResponseMessage;
import dev.apim.policy.context.ValueMap;
import dev.apim.policy.document.Element;
import dev.apim.policy.expression.runtime.JsonXml;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Policies that change variables and messages only: done here, without the gateway. */
final class MessageSteps {

  private final StepCompiler compiler;

  MessageSteps(StepCompiler compiler) {
    this.compiler = compiler;
  }

  /** The step, or null where the policy needs the gateway. */
  Step step(Element element) {
    return switch (element.name()) {
      case "set-variable" -> setVariable(element);
      case "set-header" -> values(element, MessageSteps::headers);
      case "set-query-parameter" -> values(element, run -> run.exchange().request().query());
      case "set-method" -> setMethod(element);
      case "set-status" -> setStatus(element);
      case "set-body" -> setBody(element);
      case "rewrite-uri" -> rewriteUri(element);
      case "find-and-replace" -> findAndReplace(element);
      case "json-to-xml" -> convert(element, true);
      case "xml-to-json" -> convert(element, false);
      case "check-header" -> checkHeader(element);
      case "return-response" -> returnResponse(element);
      default -> null;
    };
  }

  private static boolean onResponse(SectionRun run) {
    return run.exchange().response() != null;
  }

  private static ValueMap headers(SectionRun run) {
    return onResponse(run)
        ? run.exchange().response().headers()
        : run.exchange().request().headers();
  }

  private static MessageBody body(SectionRun run) {
    return onResponse(run) ? run.exchange().response().body() : run.exchange().request().body();
  }

  private Text required(Element element, String attribute) {
    return compiler.text(element, attribute).orElseThrow();
  }

  private String option(Element element, String attribute, String absent) {
    return compiler.text(element, attribute).map(Text::literal).orElse(absent);
  }

  private Step setVariable(Element element) {
    Text name = required(element, "name");
    Text value = required(element, "value");
    return run -> {
      run.exchange().variables().put(name.of(run.exchange()), value.value(run.exchange()));
      return Step.After.NEXT;
    };
  }

  private Step values(Element element, Function<SectionRun, ValueMap> target) {
    Text name = required(element, "name");
    String action = option(element, "exists-action", "override");
    List<Text> values = element.children().stream().map(compiler::content).toList();
    return run -> {
      List<String> wanted = values.stream().map(v -> v.of(run.exchange())).toList();
      change(target.apply(run), name.of(run.exchange()), action, wanted);
      return Step.After.NEXT;
    };
  }

  private static void change(ValueMap map, String name, String action, List<String> wanted) {
    List<String> present = map.get(name);
    switch (action) {
      case "delete" -> map.set(name, List.of());
      case "append" -> {
        List<String> all = new ArrayList<>(present);
        all.addAll(wanted);
        map.set(name, all);
      }
      case "skip" -> {
        if (present.isEmpty()) {
          map.set(name, wanted);
        }
      }
      default -> map.set(name, wanted);
    }
  }

  private Step setMethod(Element element) {
    Text method = compiler.content(element);
    return run -> {
      run.exchange().request().method(method.of(run.exchange()).strip());
      return Step.After.NEXT;
    };
  }

  private Step setStatus(Element element) {
    Text code = required(element, "code");
    Optional<Text> reason = compiler.text(element, "reason");
    return run -> {
      ResponseMessage response =
          onResponse(run) ? run.exchange().response() : run.exchange().newResponse();
      response.status(
          code.number(run.exchange()), reason.map(r -> r.of(run.exchange())).orElse(""));
      return Step.After.NEXT;
    };
  }

  private Step setBody(Element element) {
    Text content = compiler.content(element);
    return run -> {
      Object value = content.value(run.exchange());
      body(run).set(value instanceof byte[] bytes ? bytes : bytes(content.of(run.exchange())));
      return Step.After.NEXT;
    };
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Step rewriteUri(Element element) {
    Text template = required(element, "template");
    boolean copies = !option(element, "copy-unmatched-params", "true").equalsIgnoreCase("false");
    return run -> {
      String target = template.of(run.exchange());
      for (var parameter : run.exchange().request().matchedParameters().entrySet()) {
        target = target.replace("{" + parameter.getKey() + "}", parameter.getValue());
      }
      RequestUrl url = run.exchange().request().url();
      int mark = target.indexOf('?');
      String path = mark < 0 ? target : target.substring(0, mark);
      String own = mark < 0 ? "" : target.substring(mark + 1);
      String kept = copies ? url.query() : "";
      String query = own.isEmpty() || kept.isEmpty() ? own + kept : own + "&" + kept;
      String absolute = path.startsWith("/") ? path : "/" + path;
      run.exchange()
          .request()
          .url(new RequestUrl(url.scheme(), url.host(), url.port(), absolute, query));
      return Step.After.NEXT;
    };
  }

  private Step findAndReplace(Element element) {
    compiler.needsBodies();
    Text from = required(element, "from");
    Text to = required(element, "to");
    return run -> {
      String sought = from.of(run.exchange());
      String text = new String(body(run).bytes(true), StandardCharsets.UTF_8);
      if (!sought.isEmpty()) {
        body(run).set(bytes(text.replace(sought, to.of(run.exchange()))));
      }
      return Step.After.NEXT;
    };
  }

  private Step convert(Element element, boolean toXml) {
    compiler.needsBodies();
    String always = option(element, "apply", "always");
    String type = toXml ? "json" : "xml";
    return run -> {
      String present = String.join(",", headers(run).get("Content-Type"));
      if (always.equals("always") || present.contains(type)) {
        String text = new String(body(run).bytes(true), StandardCharsets.UTF_8);
        body(run).set(bytes(toXml ? JsonXml.xml(text, null) : JsonXml.json(text)));
        headers(run).set("Content-Type", List.of(toXml ? "application/xml" : "application/json"));
      }
      return Step.After.NEXT;
    };
  }

  private Step checkHeader(Element element) {
    Text name = required(element, "name");
    Text code = required(element, "failed-check-httpcode");
    Optional<Text> message = compiler.text(element, "failed-check-error-message");
    boolean ignoreCase = option(element, "ignore-case", "true").equalsIgnoreCase("true");
    List<Text> allowed = element.children().stream().map(compiler::content).toList();
    return run -> {
      List<String> present = run.exchange().request().headers().get(name.of(run.exchange()));
      boolean fits =
          !present.isEmpty()
              && (allowed.isEmpty()
                  || allowed.stream()
                      .map(a -> a.of(run.exchange()))
                      .anyMatch(
                          a ->
                              ignoreCase
                                  ? a.equalsIgnoreCase(present.get(0))
                                  : a.equals(present.get(0))));
      if (fits) {
        return Step.After.NEXT;
      }
      ResponseMessage response = run.exchange().newResponse();
      response.status(code.number(run.exchange()), "");
      message.ifPresent(m -> response.body().set(bytes(m.of(run.exchange()))));
      return Step.After.ANSWER;
    };
  }

  private Step returnResponse(Element element) {
    Optional<Text> variable = compiler.text(element, "response-variable-name");
    List<Step> parts = new ArrayList<>();
    element.children().forEach(c -> parts.add(step(c)));
    return run -> {
      Object kept =
          variable.map(v -> run.exchange().variables().get(v.of(run.exchange()))).orElse(null);
      if (kept instanceof ResponseMessage response) {
        run.exchange().useResponse(response);
      } else {
        run.exchange().newResponse();
      }
      parts.forEach(p -> p.run(run));
      return Step.After.ANSWER;
    };
  }
}
