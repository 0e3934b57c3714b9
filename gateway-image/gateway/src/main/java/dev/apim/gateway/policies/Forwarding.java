package dev.apim.gateway.policies;

import dev.apim.gateway.backends.AnswerBody;
import dev.apim.gateway.backends.Attempts;
import dev.apim.gateway.backends.BackendFailure;
import dev.apim.gateway.backends.BodyTooLargeException;
import dev.apim.gateway.backends.Connector;
import dev.apim.gateway.backends.ErrorAnswer;
import dev.apim.gateway.backends.Headers;
import dev.apim.gateway.backends.RequestBody;
import dev.apim.gateway.backends.SlowClientException;
import dev.apim.gateway.backends.Tunnel;
import dev.apim.gateway.metrics.ApiMetrics;
import dev.apim.gateway.router.Route;
import dev.apim.gateway.upstream.Member;
import dev.apim.policy.host.Callback;
import dev.apim.policy.host.Failure;
import dev.apim.policy.host.ForwardOptions;
import dev.apim.policy.host.ProxyServer;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.util.function.Consumer;

/** The way of one request to its backend, more than once where a policy tries again. */
final class Forwarding {

  private final LoopHost host;
  private final Connector connector;
  private final Parties parties;
  private final Route route;
  private final ApiMetrics meters;
  private final Consumer<GatewayResponse> taken;
  private ProxyServer proxy;
  private BackendCall call;
  private Attempts attempts;
  private boolean over;

  /**
   * @param taken is given each answer of the backend before the policy hears of it
   */
  Forwarding(
      LoopHost host,
      Connector connector,
      Parties parties,
      Route route,
      ApiMetrics meters,
      Consumer<GatewayResponse> taken) {
    this.host = host;
    this.connector = connector;
    this.parties = parties;
    this.route = route;
    this.meters = meters;
    this.taken = taken;
  }

  void proxy(ProxyServer server) {
    proxy = server;
  }

  /** Sends the request as it is now; an attempt before it is given up. */
  void begin(ForwardOptions options, Callback<Void> told) {
    cancel();
    RequestBody incoming = parties.clientSide().body();
    Body body = parties.request().body();
    if (incoming.isTaken() && !incoming.isEmpty() && !body.isInMemory()) {
      told.failed(
          new Failure("RequestBodyNotBuffered", "the body was sent before and was not kept", 500));
    } else if (options.bufferRequestBody() && !incoming.isTaken()) {
      incoming
          .read(PolicyExchange.MAX_BODY_BYTES)
          .onSuccess(
              content -> {
                body.set(content);
                attempt(options, told);
              })
          .onFailure(
              tooLarge -> told.failed(new Failure("BodyTooLarge", tooLarge.getMessage(), 413)));
    } else {
      attempt(options, told);
    }
  }

  /** The exchange is over: what still comes from the backend is nobody's. */
  void end(boolean cancelled) {
    over = true;
    if (cancelled) {
      cancel();
    } else if (call != null) {
      call.end();
    }
  }

  /** The answer was broken off. */
  void broken(Throwable failure) {
    attempts.failed(failure);
  }

  private void cancel() {
    if (call != null) {
      call.cancel();
    }
  }

  private void attempt(ForwardOptions options, Callback<Void> told) {
    attempts = new Attempts(parties.target().backend(), meters, parties.clientSide().record());
    attempt(attempts.first(), options, told);
  }

  private void attempt(Member member, ForwardOptions options, Callback<Void> told) {
    if (member == null) {
      ErrorAnswer answer = BackendFailure.NO_MEMBER.answer();
      told.failed(new Failure("BackendUnavailable", answer.message(), answer.status()));
      return;
    }
    String target = parties.target().pathAndQuery(parties.request().url(), member.url());
    BackendCall begin =
        new BackendCall(host.vertx(), connector, parties.clientSide(), parties.request());
    call = begin;
    begin
        .begin(member, member.credentials().target(target), options, proxy)
        .onSuccess(answer -> answered(begin, answer, options, told))
        .onFailure(failure -> failed(begin, failure, options, told));
  }

  private void answered(
      BackendCall begun, HttpClientResponse answer, ForwardOptions options, Callback<Void> told) {
    if (over) {
      cancel();
      return;
    }
    Member other = attempts.after(answer, isRepeatable());
    if (other == null) {
      take(begun.body(), told);
    } else {
      answer.exceptionHandler(reset -> {});
      begun.cancel();
      attempt(other, options, told);
    }
  }

  /** What is not idempotent, or has a body that is gone, is never sent twice (B81, B122). */
  private boolean isRepeatable() {
    boolean kept = parties.request().body().isInMemory() || parties.clientSide().body().isEmpty();
    return Attempts.isRepeatable(HttpMethod.valueOf(parties.request().method()), kept);
  }

  private void failed(
      BackendCall begun, Throwable cause, ForwardOptions options, Callback<Void> told) {
    if (over) {
      return;
    }
    if (cause instanceof BodyTooLargeException) {
      told.failed(new Failure("BodyTooLarge", cause.getMessage(), 413));
      return;
    }
    if (cause instanceof SlowClientException) {
      told.failed(new Failure("RequestTimeout", cause.getMessage(), 408));
      return;
    }
    Member next = attempts.after(cause, begun.isSent(), isRepeatable());
    if (next != null) {
      attempt(next, options, told);
      return;
    }
    ErrorAnswer answer = BackendFailure.of(cause).answer();
    String reason = answer == ErrorAnswer.TIMEOUT ? "Timeout" : "BackendConnectionFailure";
    told.failed(new Failure(reason, answer.message(), answer.status()));
  }

  private void take(AnswerBody body, Callback<Void> told) {
    HttpClientResponse answer = body.answer();
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    Headers.toClient(answer.headers(), headers);
    GatewayResponse response = GatewayResponse.of(answer, headers, body);
    taken.accept(response);
    if (!route.program().needs().responseBody() || answer.statusCode() == Tunnel.SWITCHING) {
      body.exceptionHandler(response::broken);
      told.done(null);
      return;
    }
    OwnRequests.read(body, PolicyExchange.MAX_BODY_BYTES)
        .onSuccess(
            content -> {
              response.body().set(content);
              told.done(null);
            })
        .onFailure(
            failure -> {
              if (!over && !(failure instanceof BodyTooLargeException)) {
                attempts.failed(failure);
              }
              told.failed(OwnRequests.failure(failure));
            });
  }

  /** Whom it stands between. */
  record Parties(ClientSide clientSide, GatewayRequest request, ForwardTarget target) {}
}
