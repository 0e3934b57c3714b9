package dev.apim.gateway.policies;

import dev.apim.api.v1alpha1.BackendProtocol;
import dev.apim.gateway.backends.AnswerBody;
import dev.apim.gateway.backends.BodyTooLargeException;
import dev.apim.gateway.backends.Connector;
import dev.apim.gateway.backends.Grpc;
import dev.apim.gateway.backends.Headers;
import dev.apim.gateway.backends.Leftover;
import dev.apim.gateway.backends.RequestBody;
import dev.apim.gateway.backends.SilenceWatch;
import dev.apim.gateway.backends.SlowClientException;
import dev.apim.gateway.backends.Tunnel;
import dev.apim.gateway.upstream.Member;
import dev.apim.policy.host.ForwardOptions;
import dev.apim.policy.host.ProxyServer;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** One attempt to have a request answered by a backend. */
final class BackendCall extends SilenceWatch.Watched implements RequestBody.Sender {

  private final Vertx vertx;
  private final Connector connector;
  private final SilenceWatch silence;
  private final ClientSide clientSide;
  private final GatewayRequest request;
  private final Promise<HttpClientResponse> answered = Promise.promise();
  private HttpClientRequest out;
  private AnswerBody body;
  private Member member;
  private ForwardOptions options;
  private RequestOptions first;
  private ProxyServer proxy;
  private BooleanSupplier sent = () -> true;
  private boolean over;

  BackendCall(Vertx vertx, Connector connector, ClientSide clientSide, GatewayRequest request) {
    this.vertx = vertx;
    this.connector = connector;
    this.silence = connector.silence();
    this.clientSide = clientSide;
    this.request = request;
  }

  /**
   * Sends the request.
   *
   * @param target path and query for the backend
   * @return the answer, paused, with its body still to come
   */
  Future<HttpClientResponse> begin(
      Member member, String target, ForwardOptions options, ProxyServer proxy) {
    this.member = member;
    if (options.timeout() == null) {
      silence.watch(this, false);
    } else {
      limit(options.timeout());
    }
    this.options = options;
    this.proxy = proxy;
    first = options(target);
    connector
        .request(request.shownTo(member), first, protocol())
        .onSuccess(this::send)
        .onFailure(this::fail);
    return answered.future();
  }

  /** Without a limit only silence counts, so that a long upload is not cut. */
  private void limit(Duration patience) {
    long timer = vertx.setTimer(Math.max(1, patience.toMillis()), late -> fail(lateness()));
    answered.future().onComplete(any -> vertx.cancelTimer(timer));
  }

  /**
   * Why it takes too long: neither a client that has stopped in its body nor connections that are
   * all in use are the backend's failure.
   */
  private Throwable lateness() {
    if (out == null) {
      return connector.lateness(request.shownTo(member), first, protocol());
    }
    boolean waitsForClient = !sent.getAsBoolean() && clientSide.body().isAwaited();
    return waitsForClient ? new SlowClientException() : new TimeoutException();
  }

  private BackendProtocol protocol() {
    boolean asked = options.httpVersion().equals("2");
    boolean either = options.httpVersion().equals("2or1") && member.url().tls();
    BackendProtocol wanted = asked || either ? BackendProtocol.Http2 : member.protocol();
    return Connector.protocol(clientSide.request(), wanted);
  }

  private RequestOptions options(String target) {
    RequestOptions built =
        new RequestOptions()
            .setMethod(HttpMethod.valueOf(request.method()))
            .setURI(target)
            .setFollowRedirects(options.followRedirects())
            .setConnectTimeout(Connector.CONNECT_MILLIS);
    if (proxy != null) {
      built.setProxyOptions(Proxies.options(proxy));
    }
    return built;
  }

  private Future<HttpClientRequest> follow(HttpClientResponse answer) {
    Redirect redirect = Redirect.of(answer, member);
    if (redirect == null) {
      return null;
    }
    heard();
    RequestOptions next =
        options(redirect.target())
            .setMethod(redirect.method())
            .setHeaders(redirect.headers(out.headers(), member));
    Future<HttpClientRequest> opened =
        redirect.own()
            ? connector.request(request.shownTo(member), next, protocol())
            : connector.request(
                next.setHost(redirect.to().getHost())
                    .setPort(redirect.port())
                    .setSsl(redirect.isTls()));
    return opened.onSuccess(this::followed);
  }

  private void followed(HttpClientRequest next) {
    out = next.redirectHandler(this::follow);
    sent = () -> true;
    if (over) {
      out.reset();
    }
  }

  private void send(HttpClientRequest ready) {
    out = ready;
    out.exceptionHandler(this::fail).redirectHandler(this::follow);
    if (over) {
      out.reset();
      return;
    }
    if (options.timeout() == null) {
      silence.watch(this, Grpc.matches(clientSide.request()));
    }
    addHeaders();
    if (Tunnel.isAskedBy(clientSide.request())) {
      clientSide.body().passNothing();
      sent = () -> false;
      Tunnel.ask(out).onSuccess(this::answer).onFailure(this::fail);
      return;
    }
    out.response().onSuccess(this::answer).onFailure(this::fail);
    sendBody();
  }

  private void addHeaders() {
    MultiMap headers = out.headers();
    String authority = member.url().authority();
    headers.addAll(request.rawHeaders());
    if (!headers.contains(HttpHeaders.HOST)) {
      headers.set(HttpHeaders.HOST, authority);
    }
    Headers.addOrigin(clientSide.request(), headers);
    Headers.addTrace(headers, clientSide.record(), authority);
    member.credentials().headers().forEach(headers::set);
    if (Grpc.matches(clientSide.request())) {
      headers.set("te", "trailers");
    }
  }

  private void sendBody() {
    if (request.body().isInMemory()) {
      byte[] content = request.body().bytes(true);
      out.headers().remove(HttpHeaders.CONTENT_LENGTH);
      out.end(Buffer.buffer(content));
    } else if (clientSide.body().isTaken()) {
      out.end();
    } else {
      if (Grpc.matches(clientSide.request())) {
        out.setChunked(true).writeHead();
      }
      sent = clientSide.body()::isSent;
      clientSide.body().passTo(out, this);
    }
  }

  @Override
  public void heard() {
    silence.heard(this);
  }

  /** The backend never takes what has come of it for the whole, even if it has answered. */
  @Override
  public void tooLong() {
    breakOff(new BodyTooLargeException(clientSide.body().most()));
  }

  private void answer(HttpClientResponse response) {
    if (over) {
      out.reset();
      return;
    }
    silence.pause(this);
    if (response.statusCode() != Tunnel.SWITCHING) {
      response.pause();
    }
    body = new AnswerBody(response, silence, this);
    answered.tryComplete(response);
  }

  private void fail(Throwable failure) {
    if (answered.tryFail(failure)) {
      cancel();
    }
  }

  @Override
  protected void silent() {
    if (body != null) {
      breakOff(new TimeoutException());
    } else {
      fail(lateness());
    }
  }

  /** Gives it up, also where its answer has begun. */
  private void breakOff(Throwable cause) {
    fail(cause);
    if (body != null) {
      body.breakOff(cause);
    }
    cancel();
  }

  /** The body of the answer, once that has begun. */
  AnswerBody body() {
    return body;
  }

  /** The answer has been passed on whole. */
  void end() {
    silence.end(this);
    if (out != null && !sent.getAsBoolean()) {
      Leftover.abandon(out);
    }
  }

  /** Whether any of it may have reached the backend. */
  boolean isSent() {
    return out != null;
  }

  /** Nobody wants the answer, or the rest of it. */
  void cancel() {
    over = true;
    silence.end(this);
    if (out != null) {
      out.reset();
    }
  }
}
