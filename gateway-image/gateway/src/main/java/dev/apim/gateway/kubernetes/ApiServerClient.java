package dev.apim.gateway.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import java.time.Duration;
import javax.net.ssl.SSLException;

/**
 * Talks to one API server: a connection attempt takes at most 3 s, an answer 10 s. Certificates are
 * always verified, for names and addresses alike. Token and trust are taken anew where their files
 * have changed.
 */
public final class ApiServerClient {

  private static final int CONNECT_MILLIS = 3_000;
  private static final int REQUEST_MILLIS = 10_000;
  private static final int CONNECTIONS = 8;
  private static final String MERGE_PATCH = "application/merge-patch+json";

  private final JsonMapper json = new JsonMapper();
  private final ApiServerAccess access;
  private final HttpClientAgent client;
  private String trusted;

  /** Makes a client; it connects at the first request. */
  public ApiServerClient(Vertx vertx, ApiServerAccess access) {
    this.access = access;
    HttpClientOptions options =
        new HttpClientOptions()
            .setDefaultHost(access.host())
            .setDefaultPort(access.port())
            .setSsl(access.tls())
            .setConnectTimeout(CONNECT_MILLIS)
            .setTcpKeepAlive(true);
    if (access.authority().isPresent()) {
      trusted = access.authority().get().read();
      options.setTrustOptions(trust(trusted));
    }
    client = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(CONNECTIONS));
  }

  /** Reads an object or a list. */
  public Future<JsonNode> get(String path) {
    return exchange(HttpMethod.GET, path, null, null);
  }

  /** Creates an object. */
  public Future<JsonNode> create(String path, JsonNode object) {
    return exchange(HttpMethod.POST, path, "application/json", object);
  }

  /** Changes an object by a merge patch. */
  public Future<JsonNode> patch(String path, JsonNode patch) {
    return exchange(HttpMethod.PATCH, path, MERGE_PATCH, patch);
  }

  /**
   * Watches. The future ends when the API server ends the watch, or fails.
   *
   * @param longest time after which an API server that says nothing counts as dead
   * @param events each event as it arrives
   */
  public Watch watch(String path, Duration longest, Handler<JsonNode> events) {
    RequestOptions options = options(HttpMethod.GET, path).setIdleTimeout(longest.toMillis());
    return new Watch(request(options, null).compose(this::checked), json, events);
  }

  private Future<JsonNode> exchange(
      HttpMethod method, String path, String contentType, JsonNode body) {
    RequestOptions options = options(method, path).setTimeout(REQUEST_MILLIS);
    if (contentType != null) {
      options.putHeader("Content-Type", contentType);
    }
    return request(options, body)
        .compose(this::checked)
        .compose(HttpClientResponse::body)
        .map(this::parse)
        .onFailure(this::renewTrust);
  }

  private RequestOptions options(HttpMethod method, String path) {
    return new RequestOptions()
        .setMethod(method)
        .setURI(access.basePath() + path)
        .putHeader("Accept", "application/json");
  }

  private Future<HttpClientResponse> request(RequestOptions options, JsonNode body) {
    try {
      options.putHeader("Authorization", "Bearer " + access.token().read().trim());
      return client
          .request(options)
          .compose(
              request ->
                  body == null ? request.send() : request.send(Buffer.buffer(body.toString())));
    } catch (RuntimeException e) {
      // no token to read, or a client that is closed already
      return Future.failedFuture(e);
    }
  }

  private Future<HttpClientResponse> checked(HttpClientResponse response) {
    if (response.statusCode() / 100 == 2) {
      return Future.succeededFuture(response);
    }
    return response
        .body()
        .compose(body -> Future.failedFuture(failure(response.statusCode(), body)));
  }

  private ApiServerException failure(int status, Buffer body) {
    String text = body.toString();
    try {
      text = json.readTree(body.getBytes()).path("message").asText(text);
    } catch (java.io.IOException e) {
      // not a Status object: a proxy in between answered, and its text says more than nothing
    }
    return new ApiServerException(
        status,
        "the API server answered "
            + status
            + ": "
            + text.substring(0, Math.min(300, text.length())));
  }

  private JsonNode parse(Buffer body) {
    try {
      return json.readTree(body.toString());
    } catch (JsonProcessingException e) {
      throw new ApiServerException(502, "the API server answered with something that is not JSON");
    }
  }

  private void renewTrust(Throwable failure) {
    if (!(failure instanceof SSLException) || access.authority().isEmpty()) {
      return;
    }
    String now = access.authority().get().read();
    if (!now.equals(trusted)) {
      trusted = now;
      client.updateSSLOptions(new ClientSSLOptions().setTrustOptions(trust(now)));
    }
  }

  private static PemTrustOptions trust(String pem) {
    return new PemTrustOptions().addCertValue(Buffer.buffer(pem));
  }
}
