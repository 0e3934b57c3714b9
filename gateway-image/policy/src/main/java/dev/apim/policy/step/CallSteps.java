package dev.apim.policy.step;

import dev.apim.policy.context.ResponseMessage;
import dev.apim.policy.document.Element;
import dev.apim.policy.host.BackendTarget;
import dev.apim.policy.host.Callback;
import dev.apim.policy.host.Failure;
import dev.apim.policy.host.ForwardOptions;
import dev.apim.policy.host.OutgoingRequest;
import dev.apim.policy.host.ProxyServer;
import dev.apim.policy.step.StepCompiler.Surroundings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Policies that choose the backend and call out. */
final class CallSteps implements StepCompiler.Group {

  private static final List<String> VERSIONS = List.of("1", "2", "2or1");

  private final StepCompiler compiler;

  CallSteps(StepCompiler compiler) {
    this.compiler = compiler;
  }

  @Override
  public Step step(Element element, Surroundings around) {
    return switch (element.name()) {
      case "set-backend-service" -> setBackendService(element);
      case "forward-request" -> forwardRequest(element);
      case "send-request" -> sendRequest(element, around);
      case "send-one-way-request" -> sendOneWay(element, around);
      case "proxy" -> proxy(element);
      default -> null;
    };
  }

  private Step setBackendService(Element element) {
    Text url = compiler.nullable(element, "base-url");
    Text id = compiler.nullable(element, "backend-id");
    if (id != null) {
      compiler.needsBackend(id);
    }
    return track -> {
      var exchange = track.exchange();
      exchange.backend(
          id != null
              ? new BackendTarget.Named(id.of(exchange))
              : new BackendTarget.Url(url.of(exchange)));
      return Step.After.NEXT;
    };
  }

  private Step forwardRequest(Element element) {
    Text seconds = compiler.nullable(element, "timeout");
    Text millis = compiler.nullable(element, "timeout-ms");
    Text wait = compiler.nullable(element, "continue-timeout");
    Text follows = compiler.option(element, "follow-redirects", "false");
    Text buffersRequest = compiler.option(element, "buffer-request-body", "false");
    Text buffersResponse = compiler.option(element, "buffer-response", "true");
    Text version = compiler.option(element, "http-version", "1");
    if (!buffersRequest.isLiteral() || buffersRequest.literal().equalsIgnoreCase("true")) {
      compiler.needsRequestBody();
    }
    Function<Track, ForwardOptions> options =
        track -> {
          var exchange = track.exchange();
          Duration timeout = seconds == null ? null : seconds.seconds(exchange);
          return new ForwardOptions(
              millis == null ? timeout : Duration.ofMillis(millis.number(exchange)),
              wait == null ? null : wait.seconds(exchange),
              follows.test(exchange),
              buffersRequest.test(exchange),
              buffersResponse.test(exchange),
              version.word(exchange, VERSIONS));
        };
    return forward(options, compiler.nullable(element, "fail-on-error-status-code"));
  }

  /** Goes to the backend; where that fails, a cached answer past its time is better than none. */
  static Step forward(Function<Track, ForwardOptions> options, Text failOnStatus) {
    return track -> {
      Callback<Void> done =
          track.then(
              nothing -> {
                int status = track.state().response().status();
                if (CacheSteps.isServerFailure(status) && track.state().stale() != null) {
                  return CacheSteps.staleOr(track, null);
                }
                if (failOnStatus != null && failOnStatus.test(track.exchange()) && status >= 400) {
                  throw new PolicyFailure(
                      "BackendErrorStatus", "The backend answered with status " + status + ".", 0);
                }
                return Step.After.NEXT;
              },
              failure -> CacheSteps.staleOr(track, failure));
      track.exchange().forward(options.apply(track), done);
      return Step.After.WAIT;
    };
  }

  private Step sendRequest(Element element, Surroundings around) {
    RequestDraft draft = new RequestDraft(compiler, element, around);
    Text variable = compiler.required(element, "response-variable-name");
    Text ignores = compiler.option(element, "ignore-error", "false");
    return track -> {
      String name = variable.of(track.exchange());
      Function<Failure, Step.After> failed =
          failure -> {
            if (!ignores.test(track.exchange())) {
              throw new PolicyFailure(failure, Map.of());
            }
            return kept(track, name, null);
          };
      Callback<ResponseMessage> done = track.then(response -> kept(track, name, response), failed);
      draft.prepare(
          track,
          failed,
          request -> {
            track.exchange().send(request, done);
            return Step.After.WAIT;
          });
      return Step.After.WAIT;
    };
  }

  private static Step.After kept(Track track, String name, ResponseMessage response) {
    track.exchange().variables().put(name, response);
    return Step.After.NEXT;
  }

  private Step sendOneWay(Element element, Surroundings around) {
    RequestDraft draft = new RequestDraft(compiler, element, around);
    return track -> {
      draft.prepare(
          track,
          failure -> Step.After.NEXT,
          request -> {
            send(track, request);
            return Step.After.NEXT;
          });
      return Step.After.WAIT;
    };
  }

  private static void send(Track track, OutgoingRequest request) {
    track
        .exchange()
        .send(
            request,
            new Callback<>() {
              @Override
              public void done(ResponseMessage nobodyAsks) {}

              @Override
              public void failed(Failure failure) {
                track.exchange().trace("send-one-way-request: " + failure.message());
              }
            });
  }

  private Step proxy(Element element) {
    Function<Track, ProxyServer> server = server(compiler, element);
    return track -> {
      track.exchange().proxy(server.apply(track));
      return Step.After.NEXT;
    };
  }

  static Function<Track, ProxyServer> server(StepCompiler compiler, Element element) {
    Text url = compiler.required(element, "url");
    Text user = compiler.nullable(element, "username");
    Text password = compiler.nullable(element, "password");
    return track -> {
      var exchange = track.exchange();
      return new ProxyServer(
          url.of(exchange),
          user == null ? null : user.of(exchange),
          password == null ? null : password.of(exchange));
    };
  }
}
