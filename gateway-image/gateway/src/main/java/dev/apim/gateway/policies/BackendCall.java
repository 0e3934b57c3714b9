package dev.apim.gateway.policies;

import dev.apim.gateway.backends.BackendProxy;
import dev.apim.gateway.backends.Headers;
import dev.apim.policy.BackendUrl;
import dev.apim.policy.host.ForwardOptions;
import dev.apim.policy.host.ProxyServer;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** One attempt to have a request answered by a backend. */
final class BackendCall {

  private final Vertx vertx;
  private final HttpClient client;
  private final ClientSide clientSide;
  private final GatewayRequest request;
  private final Promise<HttpClientResponse> answered = Promise.promise();
  private HttpClientRequest out;
  private boolean over;

  BackendCall(Vertx vertx, HttpClient client, ClientSide clientSide, GatewayRequest request) {
    this.vertx = vertx;
    this.client = client;
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
      BackendUrl backend, String target, ForwardOptions options, ProxyServer proxy) {
    if (options.timeout() != null) {
      limit(options.timeout());
    }
    client
        .request(options(backend, target, options, proxy))
        .onSuccess(ready -> send(ready, backend))
        .onFailure(this::fail);
    return answered.future();
  }

  /** Without a limit only silence counts, so that a long upload is not cut. */
  private void limit(Duration patience) {
    long timer =
        vertx.setTimer(Math.max(1, patience.toMillis()), late -> fail(new TimeoutException()));
    answered.future().onComplete(any -> vertx.cancelTimer(timer));
  }

  private RequestOptions options(
      BackendUrl backend, String target, ForwardOptions options, ProxyServer proxy) {
    RequestOptions built =
        new RequestOptions()
            .setMethod(HttpMethod.valueOf(request.method()))
            .setHost(backend.host())
            .setPort(backend.port())
            .setSsl(backend.tls())
            .setURI(target)
            .setFollowRedirects(options.followRedirects())
            .setConnectTimeout(BackendProxy.CONNECT_MILLIS)
            .setIdleTimeout(BackendProxy.LONGEST_SILENCE.toMillis());
    if (proxy != null) {
      built.setProxyOptions(Proxies.options(proxy));
    }
    return built;
  }

  private void send(HttpClientRequest ready, BackendUrl backend) {
    out = ready;
    if (over) {
      out.reset();
      return;
    }
    MultiMap headers = out.headers();
    headers.addAll(request.rawHeaders());
    if (!headers.contains(HttpHeaders.HOST)) {
      headers.set(HttpHeaders.HOST, backend.authority());
    }
    Headers.addOrigin(clientSide.request(), headers);
    Headers.addTrace(headers, clientSide.record(), backend.authority());
    out.exceptionHandler(this::fail);
    out.response().onSuccess(this::answer).onFailure(this::fail);
    if (request.body().isInMemory()) {
      byte[] content = request.body().bytes(true);
      headers.remove(HttpHeaders.CONTENT_LENGTH);
      out.end(Buffer.buffer(content));
    } else if (clientSide.isBodyTaken()) {
      out.end();
    } else {
      clientSide.passTo(out);
    }
  }

  private void answer(HttpClientResponse response) {
    if (over) {
      out.reset();
      return;
    }
    response.pause();
    answered.tryComplete(response);
  }

  private void fail(Throwable failure) {
    if (answered.tryFail(failure)) {
      cancel();
    }
  }

  /** Nobody wants the answer, or the rest of it. */
  void cancel() {
    over = true;
    if (out != null) {
      out.reset();
    }
  }
}
