package dev.apim.policy.step;

import dev.apim.policy.document.Element;
import dev.apim.policy.expression.runtime.Json;
import dev.apim.policy.expression.runtime.JsonXml;
import dev.apim.policy.liquid.LiquidException;
import dev.apim.policy.liquid.Template;
import dev.apim.policy.liquid.Trees;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A body by a template of Liquid: {@code body} is the one there is, read by its content type, and
 * {@code context} what Azure lets templates see.
 *
 * @param readsBody whether the template names it
 * @param trees how it sees JSON and XML
 */
public record LiquidBody(Template template, boolean readsBody, Trees trees) implements NewBody {

  private static final JsonXml.JsonOptions PLAIN_NAMES = new JsonXml.JsonOptions(false, false);

  /** Whether a set-body has a template. */
  public static boolean isFor(Element element) {
    return element.name().equals("set-body") && literal(element, "template").equals("liquid");
  }

  private static String literal(Element element, String attribute) {
    return element.attribute(attribute).map(a -> a.value().text().strip()).orElse("");
  }

  /** Of an element that was checked before. */
  static LiquidBody of(Element element) {
    String text = element.text().text();
    try {
      return new LiquidBody(
          Template.compile(text),
          text.toLowerCase(Locale.ROOT).contains("body"),
          new Trees(
              literal(element, "xsi-nil").equals("null"),
              !literal(element, "parse-date").equals("false")));
    } catch (LiquidException e) {
      throw new IllegalStateException("checked before: " + e.getMessage(), e);
    }
  }

  @Override
  public byte[] bytes(Track track) {
    Map<String, Object> variables = new HashMap<>();
    variables.put("context", new LiquidContext(track.exchange()));
    if (readsBody) {
      variables.put("body", body(track));
    }
    return template.render(variables, track.exchange().moreTime()).getBytes(StandardCharsets.UTF_8);
  }

  private Object body(Track track) {
    String text = new String(track.state().body().bytes(true), StandardCharsets.UTF_8);
    String type =
        track.state().headers().get("Content-Type").stream()
            .findFirst()
            .map(t -> t.toLowerCase(Locale.ROOT))
            .orElse("");
    if (text.isBlank()) {
      return null;
    } else if (type.contains("json")) {
      return trees.of(Json.parse(text));
    }
    return type.contains("xml") ? trees.of(Json.parse(JsonXml.json(text, PLAIN_NAMES))) : text;
  }
}
