package dev.apim.policy.step;

import dev.apim.policy.document.Element;
import dev.apim.policy.expression.type.Fault;
import dev.apim.policy.host.Exchange;
import java.util.ArrayList;
import java.util.List;

/** Allows or forbids addresses; the caller's is what the gateway believes it to be. */
final class IpFilterStep implements Step {

  private record Range(Text from, Text to, AddressRange fixed) {
    boolean contains(Exchange exchange, byte[] address) {
      AddressRange range =
          fixed != null ? fixed : AddressRange.of(from.of(exchange), to.of(exchange));
      if (range.isEmpty()) {
        throw new Fault("ArgumentException", "The range of addresses holds none.");
      }
      return range.contains(address);
    }
  }

  private final Text action;
  private final List<Range> ranges = new ArrayList<>();

  IpFilterStep(StepCompiler compiler, Element element) {
    action = compiler.required(element, "action");
    for (Element child : element.children()) {
      boolean single = child.name().equals("address");
      Text from = single ? compiler.content(child) : compiler.required(child, "from");
      Text to = single ? from : compiler.required(child, "to");
      boolean fixed = from.isLiteral() && to.isLiteral();
      ranges.add(new Range(from, to, fixed ? AddressRange.of(from.literal(), to.literal()) : null));
    }
  }

  @Override
  public After run(Track track) {
    Exchange exchange = track.exchange();
    byte[] caller = AddressRange.parse(exchange.request().ipAddress());
    boolean listed = ranges.stream().anyMatch(r -> r.contains(exchange, caller));
    boolean allows = action.word(exchange, List.of("allow", "forbid")).equals("allow");
    if (listed == allows) {
      return After.NEXT;
    }
    throw new PolicyFailure(
        allows ? "CallerIpNotAllowed" : "CallerIpBlocked",
        "Caller IP address " + exchange.request().ipAddress() + " is not allowed. Access denied.",
        403);
  }
}
