package dev.apim.policy.step;

import dev.apim.policy.context.MessageBody;
import dev.apim.policy.document.Element;
import dev.apim.policy.expression.runtime.JsonXml;
import dev.apim.policy.expression.runtime.XmlOptions;
import dev.apim.policy.step.StepCompiler.Surroundings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiFunction;

/** Policies that change a whole body. */
final class BodySteps implements StepCompiler.Group {

  private final StepCompiler compiler;

  BodySteps(StepCompiler compiler) {
    this.compiler = compiler;
  }

  @Override
  public Step step(Element element, Surroundings around) {
    return switch (element.name()) {
      case "set-body" -> setBody(element, around);
      case "find-and-replace" -> findAndReplace(element, around);
      case "json-to-xml" -> jsonToXml(element, around);
      case "xml-to-json" -> xmlToJson(element, around);
      default -> null;
    };
  }

  private Step setBody(Element element, Surroundings around) {
    NewBody content = compiler.body(element, around);
    return track -> {
      track.state().body().set(content.bytes(track));
      return Step.After.NEXT;
    };
  }

  private Step findAndReplace(Element element, Surroundings around) {
    compiler.needsBody(around);
    Text from = compiler.required(element, "from");
    Text to = compiler.required(element, "to");
    return track -> {
      String sought = from.of(track.exchange());
      MessageBody body = track.state().body();
      if (!sought.isEmpty()) {
        body.set(MessageSteps.bytes(text(body).replace(sought, to.of(track.exchange()))));
      }
      return Step.After.NEXT;
    };
  }

  private static String text(MessageBody body) {
    return new String(body.bytes(true), StandardCharsets.UTF_8);
  }

  private Step jsonToXml(Element element, Surroundings around) {
    Text dates = compiler.option(element, "parse-date", "true");
    Text separator = compiler.option(element, "namespace-separator", "_");
    Text prefix = compiler.option(element, "namespace-prefix", "xmlns");
    Text block = compiler.option(element, "attribute-block-name", "");
    return convert(
        element,
        around,
        "json",
        "xml",
        (track, json) -> {
          var exchange = track.exchange();
          return JsonXml.xml(
              json,
              new XmlOptions(
                  dates.test(exchange),
                  separator.of(exchange),
                  prefix.of(exchange),
                  block.of(exchange)));
        });
  }

  private Step xmlToJson(Element element, Surroundings around) {
    Text kind = compiler.required(element, "kind");
    Text arrays = compiler.option(element, "always-array-child-elements", "false");
    return convert(
        element,
        around,
        "xml",
        "json",
        (track, xml) ->
            JsonXml.json(
                xml,
                new JsonXml.JsonOptions(
                    kind.word(track.exchange(), List.of("direct", "javascript-friendly"))
                        .equals("direct"),
                    arrays.test(track.exchange()))));
  }

  private Step convert(
      Element element,
      Surroundings around,
      String from,
      String to,
      BiFunction<Track, String, String> conversion) {
    compiler.needsBody(around);
    Text apply = compiler.option(element, "apply", "always");
    Text considersAccept = compiler.option(element, "consider-accept-header", "true");
    List<String> words = List.of("always", "content-type-" + from);
    return track -> {
      boolean always = apply.word(track.exchange(), words).equals("always");
      if ((always || isOf(track.state().headers().get("Content-Type"), from))
          && (!considersAccept.test(track.exchange()) || accepts(track, to))) {
        MessageBody body = track.state().body();
        body.set(MessageSteps.bytes(conversion.apply(track, text(body))));
        track.state().headers().set("Content-Type", List.of("application/" + to));
      }
      return Step.After.NEXT;
    };
  }

  private static boolean isOf(List<String> values, String type) {
    return values.stream().anyMatch(v -> v.contains(type));
  }

  /** A client that says nothing takes anything. */
  private static boolean accepts(Track track, String type) {
    List<String> accepted = track.exchange().request().headers().get("Accept");
    return accepted.isEmpty() || isOf(accepted, type) || isOf(accepted, "*/*");
  }
}
