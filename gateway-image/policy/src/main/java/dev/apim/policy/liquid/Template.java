package dev.apim.policy.liquid;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A template of Liquid that was read; immutable. */
public final class Template {

  private final List<Node> nodes;

  private Template(List<Node> nodes) {
    this.nodes = nodes;
  }

  /**
   * Reads a template.
   *
   * @throws LiquidException where it is none, or asks for what is not there
   */
  public static Template compile(String text) throws LiquidException {
    return new Template(new TemplateReader(text).read());
  }

  /**
   * What it makes of these variables.
   *
   * @param moreTime beyond what a thread has that others wait for
   * @throws dev.apim.policy.expression.type.LimitException where it does too much
   */
  public String render(Map<String, Object> variables, Duration moreTime) {
    Rendering rendering = new Rendering(variables, new Meter(moreTime));
    rendering.run(nodes);
    return rendering.text();
  }
}
