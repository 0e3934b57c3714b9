package dev.apim.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.apim.gateway.folder.FolderOptions;
import dev.apim.gateway.settings.GatewaySettings;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** A gateway in this JVM that serves a folder, and a backend that says what it was asked for. */
final class FolderGateway implements AutoCloseable {

  static final Duration LIMIT = Duration.ofSeconds(15);

  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final AtomicReference<Answer> answer = new AtomicReference<>(FolderGateway::echo);
  private final Path folder;
  private final HttpServer backend;
  private final Map<String, String> settings = new HashMap<>();
  private Gateway gateway;

  /** What the backend does. */
  interface Answer {
    void send(HttpExchange exchange) throws IOException;
  }

  FolderGateway(Path folder) throws IOException {
    this.folder = folder;
    backend = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    backend.setExecutor(threads);
    backend.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          answer.get().send(exchange);
          exchange.close();
        });
    backend.start();
  }

  /** Method, URL, the headers whose names begin with x- and the body. */
  private static void echo(HttpExchange exchange) throws IOException {
    StringBuilder text = new StringBuilder();
    text.append(exchange.getRequestMethod()).append(' ').append(exchange.getRequestURI());
    exchange.getRequestHeaders().entrySet().stream()
        .filter(header -> header.getKey().startsWith("X-"))
        .filter(header -> !header.getKey().startsWith("X-forwarded"))
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            header ->
                text.append(" ")
                    .append(header.getKey().toLowerCase())
                    .append('=')
                    .append(String.join(",", header.getValue())));
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (body.length > 0) {
      text.append(" [").append(new String(body, StandardCharsets.UTF_8)).append("]");
    }
    text(exchange, 200, text.toString());
  }

  static void text(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  FolderGateway backendAnswers(Answer other) {
    answer.set(other);
    return this;
  }

  /** Method and URL of every request to the backend. */
  List<String> asked() {
    return asked;
  }

  int backendPort() {
    return backend.getAddress().getPort();
  }

  FolderGateway write(String name, String yaml) {
    try {
      Files.writeString(folder.resolve(name), yaml);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  FolderGateway api(String path) {
    return write(
        "api.yaml",
        """
        apiVersion: apim.dev/v1alpha1
        kind: Api
        metadata: {name: orders}
        spec:
          instanceRef: {name: contoso}
          path: %s
          backend: {type: Url, url: "http://127.0.0.1:%d/v1"}
        """
            .formatted(path, backendPort()));
  }

  /** A policy document for the Api; BACKEND in it stands for the backend's address. */
  FolderGateway policy(String document) {
    return policy("policy.yaml", "orders", document);
  }

  /** The same for another Api. */
  FolderGateway policy(String file, String api, String document) {
    return write(
        file,
        """
        apiVersion: apim.dev/v1alpha1
        kind: Policy
        metadata: {name: %1$s}
        spec:
          instanceRef: {name: contoso}
          targetRef: {kind: Api, name: %1$s}
          document: |
        """
                .formatted(api)
            + document.replace("BACKEND", "http://127.0.0.1:" + backendPort()).strip().indent(4));
  }

  /** A setting of the environment. */
  FolderGateway set(String name, String value) {
    settings.put(name, value);
    return this;
  }

  FolderGateway serve(String... options) {
    List<String> arguments =
        new java.util.ArrayList<>(List.of("--config", folder.toString(), "--port", "0"));
    arguments.addAll(List.of(options));
    FolderOptions read = FolderOptions.read(arguments);
    Map<String, String> environment = new HashMap<>(read.asEnvironment());
    environment.putAll(settings);
    gateway = new Gateway(GatewaySettings.read(environment), read);
    gateway.start().await();
    org.awaitility.Awaitility.await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> management("/ready").startsWith("200"));
    return this;
  }

  int httpsPort() {
    return gateway.httpsPort();
  }

  HttpResponse<String> management(String path, String header, String value) {
    URI uri = URI.create("http://127.0.0.1:" + gateway.managementPort() + path);
    return send(HttpRequest.newBuilder(uri).header(header, value));
  }

  int port() {
    return gateway.port();
  }

  Vertx vertx() {
    return gateway.vertx();
  }

  /** Ends the gateway as a signal would, on the thread of the caller. */
  void leave() throws InterruptedException {
    Gateway leaving = gateway;
    gateway = null;
    leaving.stop();
  }

  String management(String path) {
    return get("http://127.0.0.1:" + gateway.managementPort(), path);
  }

  /** Status and body. */
  String get(String target) {
    return get("http://127.0.0.1:" + gateway.port(), target);
  }

  private String get(String base, String target) {
    HttpResponse<String> got = send(HttpRequest.newBuilder(URI.create(base + target)));
    return got.statusCode() + " " + got.body();
  }

  URI uri(String target) {
    return URI.create("http://127.0.0.1:" + gateway.port() + target);
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(
          request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      if (gateway != null) {
        gateway.stop();
      }
      backend.stop(0);
      threads.shutdownNow();
      threads.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
