import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.streams.ReadStream;
import io.vertx.core.streams.WriteStream;
import java.util.Set;

/**
 * A reverse proxy as one writes it by hand on this library, for one prefix and one backend: headers
 * copied both ways but those of the connection, X-Forwarded-* as every other proxy of the bench
 * adds them, bodies streamed with back-pressure, 502 where the backend fails. No routing, no time
 * limits, no metrics, no configuration.
 *
 * <p>{@code least} leaves out what a proxy cannot do without: the floor of the library.
 */
public final class BareHandler extends VerticleBase {

  private static final String PREFIX = "/api";
  private static final Set<String> OF_CONNECTION =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private final int port;
  private final int backend;
  private final boolean least;
  private final String[] certificate;
  private HttpClient client;

  private BareHandler(int port, int backend, boolean least, String[] certificate) {
    this.port = port;
    this.backend = backend;
    this.least = least;
    this.certificate = certificate;
  }

  /** {@code PORT BACKEND [least | CERTIFICATE KEY]}. */
  public static void main(String[] arguments) {
    Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true))
        .deployVerticle(
            new BareHandler(
                Integer.parseInt(arguments[0]),
                Integer.parseInt(arguments[1]),
                arguments.length == 3,
                arguments.length == 4 ? new String[] {arguments[2], arguments[3]} : null));
  }

  @Override
  public Future<?> start() {
    client =
        vertx.createHttpClient(
            new HttpClientOptions().setDecompressionSupported(false),
            new PoolOptions().setHttp1MaxSize(1024));
    HttpServerOptions options = new HttpServerOptions().setAcceptBacklog(1024);
    if (certificate != null) {
      options
          .setSsl(true)
          .setSslEngineOptions(new OpenSSLEngineOptions())
          .setKeyCertOptions(
              new PemKeyCertOptions().setCertPath(certificate[0]).setKeyPath(certificate[1]));
    }
    return vertx
        .createHttpServer(options)
        .requestHandler(least ? this::least : this::handle)
        .listen(port, "127.0.0.1");
  }

  private RequestOptions target(HttpServerRequest in) {
    return new RequestOptions()
        .setMethod(in.method())
        .setHost("127.0.0.1")
        .setPort(backend)
        .setURI(in.uri().substring(PREFIX.length()));
  }

  private void handle(HttpServerRequest in) {
    in.pause();
    client
        .request(target(in))
        .onSuccess(out -> send(in, out))
        .onFailure(failure -> fail(in.response()));
  }

  private static void send(HttpServerRequest in, HttpClientRequest out) {
    MultiMap headers = out.headers();
    copy(in.headers(), headers);
    headers.set("host", "127.0.0.1");
    String before = headers.get("x-forwarded-for");
    String address = in.remoteAddress().hostAddress();
    headers.set("x-forwarded-for", before == null ? address : before + ", " + address);
    headers.set("x-forwarded-host", in.authority().toString());
    headers.set("x-forwarded-proto", in.scheme());
    if (in.headers().contains("transfer-encoding")) {
      out.setChunked(true);
    }
    out.exceptionHandler(failure -> fail(in.response()));
    in.response().closeHandler(closed -> leave(in, out));
    out.response()
        .onSuccess(answer -> answer(answer, in.response()))
        .onFailure(failure -> fail(in.response()));
    pass(in, out);
    in.resume();
  }

  private static void answer(HttpClientResponse answer, HttpServerResponse out) {
    out.setStatusCode(answer.statusCode());
    copy(answer.headers(), out.headers());
    if (answer.headers().contains("transfer-encoding")) {
      out.setChunked(true);
    }
    answer.exceptionHandler(failure -> fail(out));
    pass(answer, out);
  }

  private static void copy(MultiMap from, MultiMap to) {
    from.forEach(
        (name, value) -> {
          if (!OF_CONNECTION.contains(name.toLowerCase())) {
            to.add(name, value);
          }
        });
  }

  /** What a pipe of the library does, without one. */
  private static void pass(ReadStream<Buffer> from, WriteStream<Buffer> to) {
    from.handler(
        chunk -> {
          to.write(chunk);
          if (to.writeQueueFull()) {
            from.pause();
            to.drainHandler(drained -> from.resume());
          }
        });
    from.endHandler(end -> to.end());
  }

  private static void leave(HttpServerRequest in, HttpClientRequest out) {
    if (!in.response().ended()) {
      out.reset();
    }
  }

  private static void fail(HttpServerResponse response) {
    if (response.headWritten()) {
      response.reset();
    } else if (!response.closed()) {
      response.setStatusCode(502).end();
    }
  }

  private void least(HttpServerRequest in) {
    in.pause();
    client
        .request(target(in))
        .onSuccess(
            out -> {
              in.headers().forEach((name, value) -> out.headers().add(name, value));
              out.headers().set("host", "127.0.0.1");
              out.response()
                  .onSuccess(
                      answer -> {
                        in.response().setStatusCode(answer.statusCode());
                        answer
                            .headers()
                            .forEach((name, value) -> in.response().headers().add(name, value));
                        answer.handler(in.response()::write);
                        answer.endHandler(end -> in.response().end());
                      });
              in.handler(out::write).endHandler(end -> out.end()).resume();
            });
  }
}
