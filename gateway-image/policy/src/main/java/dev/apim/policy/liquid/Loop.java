package dev.apim.policy.liquid;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;

/**
 * A loop over a sequence.
 *
 * @param limit most turns; null for all
 * @param offset elements that are left out at the beginning; null for none
 * @param otherwise what is run where there is no element
 */
record Loop(
    String name,
    Operand source,
    Operand limit,
    Operand offset,
    boolean reversed,
    List<Node> body,
    List<Node> otherwise)
    implements Node {

  /** Where a loop is. */
  private record Turn(int index, int length, Object around) implements Named {
    @Override
    public Object get(String member) {
      return switch (member) {
        case "index" -> (long) index + 1;
        case "index0" -> (long) index;
        case "rindex" -> (long) length - index;
        case "rindex0" -> (long) length - index - 1;
        case "first" -> index == 0;
        case "last" -> index == length - 1;
        case "length" -> (long) length;
        case "parentloop" -> around;
        default -> null;
      };
    }
  }

  @Override
  public void run(Rendering rendering) {
    List<Object> elements = elements(rendering);
    if (elements.isEmpty()) {
      rendering.run(otherwise);
      return;
    }
    Object hidden = rendering.hidden(name);
    Object around = rendering.hidden("forloop");
    for (int i = 0; i < elements.size() && rendering.leave() == Rendering.Leave.NOT; i++) {
      rendering.variable(name, Values.plain(elements.get(i)));
      rendering.variable("forloop", new Turn(i, elements.size(), around));
      rendering.run(body);
      if (rendering.leave() == Rendering.Leave.TURN) {
        rendering.leave(Rendering.Leave.NOT);
      }
    }
    rendering.leave(Rendering.Leave.NOT);
    rendering.shown(name, hidden);
    rendering.shown("forloop", around);
  }

  private List<Object> elements(Rendering rendering) {
    List<Object> all = Values.elements(source.value(rendering));
    if (all == null) {
      return List.of();
    }
    rendering.meter().spend(all.size());
    int from = Math.min(whole(rendering, offset, 0), all.size());
    int count = Math.min(whole(rendering, limit, all.size()), all.size() - from);
    List<Object> chosen = all.subList(from, from + count);
    if (reversed) {
      Collections.reverse(chosen);
    }
    return chosen;
  }

  private static int whole(Rendering rendering, Operand operand, int absent) {
    BigDecimal number = operand == null ? null : Values.number(operand.value(rendering));
    return number == null ? absent : Math.max(0, number.intValue());
  }
}
