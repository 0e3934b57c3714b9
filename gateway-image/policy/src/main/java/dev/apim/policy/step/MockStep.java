package dev.apim.policy.step;

import dev.apim.policy.context.ExchangeFacts;
import dev.apim.policy.context.ResponseMessage;
import dev.apim.policy.document.Element;
import dev.apim.policy.host.Exchange;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Answers with an example of what the operation answers: of the status and content type that the
 * policy names, else of the first; with no body where there is none.
 *
 * @param type null for any
 * @param index of the example, from 1; null for the first
 */
record MockStep(Text status, Text type, Text index) implements Step {

  static MockStep of(StepCompiler compiler, Element element) {
    return new MockStep(
        compiler.option(element, "status-code", "200"),
        compiler.nullable(element, "content-type"),
        compiler.nullable(element, "index"));
  }

  @Override
  public After run(Track track) {
    Exchange exchange = track.exchange();
    int code = status.number(exchange);
    String wanted = type == null ? null : type.of(exchange);
    int number = index == null ? 1 : index.number(exchange);
    ResponseMessage response = exchange.newResponse();
    response.status(code, "");
    ExchangeFacts.Representation found = find(exchange.facts().operation(), code, wanted);
    String named = wanted != null || found == null ? wanted : found.contentType();
    if (named != null) {
      response.headers().set("Content-Type", List.of(named));
    }
    if (found != null && number >= 1 && number <= found.examples().size()) {
      response.body().set(found.examples().get(number - 1).getBytes(StandardCharsets.UTF_8));
    }
    return After.ANSWER;
  }

  private static ExchangeFacts.Representation find(
      ExchangeFacts.Operation operation, int status, String type) {
    if (operation == null) {
      return null;
    }
    for (ExchangeFacts.Representation one : operation.representations()) {
      if (one.status() == status && (type == null || isSame(one.contentType(), type))) {
        return one;
      }
    }
    return null;
  }

  /** By the types alone, without what follows them. */
  private static boolean isSame(String one, String other) {
    return bare(one).equalsIgnoreCase(bare(other));
  }

  private static String bare(String type) {
    int end = type.indexOf(';');
    return (end < 0 ? type : type.substring(0, end)).strip();
  }
}
