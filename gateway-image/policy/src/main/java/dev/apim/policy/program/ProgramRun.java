package dev.apim.policy.program;

import dev.apim.policy.context.ErrorFacts;
import dev.apim.policy.context.ResponseMessage;
import dev.apim.policy.expression.runtime.Json;
import dev.apim.policy.host.Exchange;
import dev.apim.policy.host.Failure;
import dev.apim.policy.step.Compiled;
import dev.apim.policy.step.PolicyError;
import dev.apim.policy.step.RunState;
import dev.apim.policy.step.Track;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A program being run for one exchange: sections in their order, errors, the answer. */
public final class ProgramRun {

  private static final String ON_ERROR = "on-error";

  private final Program program;
  private final Exchange exchange;
  private final Runnable ended;
  private final RunState state;

  ProgramRun(Program program, Exchange exchange, Runnable ended) {
    this.program = program;
    this.exchange = exchange;
    this.ended = ended;
    this.state = new RunState(exchange);
  }

  void begin() {
    section("inbound", program.section("inbound"));
  }

  /** Runs on-error alone, for a request that comes to no policy. */
  void refuse(PolicyError why) {
    new SectionEnd("inbound").failed(why);
  }

  /** Runs the cors policies alone; what they leave open is refused. */
  void preflight(PolicyError why) {
    List<Compiled> cors =
        program.section("inbound").stream().filter(step -> step.policy().equals("cors")).toList();
    state.section("inbound");
    new Track(
            state,
            cors,
            new SectionEnd("inbound") {
              @Override
              public void completed() {
                if (state.endsPreflight()) {
                  exchange.newResponse();
                  finish();
                } else {
                  refuse(why);
                }
              }
            })
        .run();
  }

  /**
   * Ends the run; to be called once when the exchange is over, however it went. Steps that still
   * wait do not go on, and what they hold is given back.
   *
   * @param bodyBytes of both bodies together, for quotas on bandwidth
   */
  public void close(long bodyBytes) {
    state.close(bodyBytes);
  }

  private void section(String name, List<Compiled> steps) {
    state.section(name);
    new Track(state, steps, new SectionEnd(name)).run();
  }

  private class SectionEnd implements Track.End {
    private final String section;

    SectionEnd(String section) {
      this.section = section;
    }

    @Override
    public void completed() {
      switch (section) {
        case "inbound" -> afterInbound();
        case "backend" -> section("outbound", program.section("outbound"));
        default -> finish();
      }
    }

    @Override
    public void answered() {
      if (state.isFromCache() && !section.equals("outbound") && !section.equals(ON_ERROR)) {
        section("outbound", afterStore());
      } else {
        finish();
      }
    }

    @Override
    public void failed(PolicyError error) {
      fail(error);
      if (section.equals(ON_ERROR)) {
        finish();
      } else {
        section(ON_ERROR, program.section(ON_ERROR));
      }
    }
  }

  /** A question of a browser that no cors policy knows ends here. */
  private void afterInbound() {
    if (state.endsPreflight()) {
      exchange.newResponse();
      finish();
    } else {
      section("backend", program.section("backend"));
    }
  }

  /** A response out of the cache has been through what stands before cache-store. */
  private List<Compiled> afterStore() {
    List<Compiled> outbound = program.section("outbound");
    for (int i = 0; i < outbound.size(); i++) {
      if (outbound.get(i).policy().equals("cache-store")) {
        return outbound.subList(i + 1, outbound.size());
      }
    }
    return List.of();
  }

  private void fail(PolicyError error) {
    ErrorFacts facts = error.facts();
    exchange.lastError(facts);
    Failure failure = error.failure();
    if (failure.status() > 0 || exchange.response() == null) {
      int status = failure.status() > 0 ? failure.status() : 500;
      String message = status == 500 ? "Internal server error" : failure.message();
      ResponseMessage response = exchange.newResponse();
      response.status(status, "");
      response.headers().set("Content-Type", List.of("application/json"));
      error.headers().forEach((name, value) -> response.headers().set(name, List.of(value)));
      String body = "{ \"statusCode\": " + status + ", \"message\": " + Json.quoted(message) + " }";
      response.body().set(body.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Deferred work is done last; where that fails too, the answer is a plain error. */
  private void finish() {
    if (exchange.response() == null) {
      exchange.newResponse();
    }
    try {
      state.answer();
    } catch (RuntimeException e) {
      Failure failure = new Failure("AnswerFailed", String.valueOf(e.getMessage()), 500);
      fail(
          new PolicyError(
              failure,
              new ErrorFacts(
                  "response", failure.reason(), failure.message(), "global", "outbound", "", null),
              Map.of()));
    }
    ended.run();
  }
}
