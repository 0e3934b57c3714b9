import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.VerticleBase;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;

/** The least that a proxy on this library does: headers copied both ways, bodies passed on. */
public final class BareHandler extends VerticleBase {

  private final int port;
  private final int backend;
  private HttpClient client;

  private BareHandler(int port, int backend) {
    this.port = port;
    this.backend = backend;
  }

  public static void main(String[] arguments) {
    Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true))
        .deployVerticle(
            new BareHandler(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1])));
  }

  @Override
  public Future<?> start() {
    client =
        vertx.createHttpClient(
            new HttpClientOptions().setDecompressionSupported(false),
            new PoolOptions().setHttp1MaxSize(1024));
    return vertx.createHttpServer().requestHandler(this::handle).listen(port, "127.0.0.1");
  }

  private void handle(HttpServerRequest in) {
    in.pause();
    client
        .request(
            new RequestOptions()
                .setMethod(in.method())
                .setHost("127.0.0.1")
                .setPort(backend)
                .setURI(in.uri().substring("/api".length())))
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
