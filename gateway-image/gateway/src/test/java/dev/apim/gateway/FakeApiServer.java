package dev.apim.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apim.api.config.CanonicalJson;
import dev.apim.api.config.ConfigurationDocument;
import dev.apim.api.config.Gzip;
import dev.apim.api.config.Snapshot;
import dev.apim.api.config.SnapshotCodec;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * As much of an API server as a gateway sees, with faults on demand. What a real one does is tested
 * with a real one; this is for what a real one cannot be made to do.
 */
final class FakeApiServer implements AutoCloseable {

  /** What happens to requests. */
  enum Fault {
    NONE,
    HANG,
    ERROR
  }

  private static final String CONFIGURATIONS =
      "/apis/apim.dev/v1alpha1/namespaces/shop/gatewayconfigurations";

  private final JsonMapper json = new JsonMapper();
  private final Vertx vertx = Vertx.vertx();
  private final Map<String, JsonNode> objects = new ConcurrentHashMap<>();
  private final List<HttpServerResponse> watches = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final AtomicLong version = new AtomicLong(100);
  private final HttpServer server;
  private volatile Fault fault = Fault.NONE;
  private volatile boolean mute;
  private volatile String token = "secret";

  FakeApiServer() {
    this(0);
  }

  FakeApiServer(int port) {
    server = vertx.createHttpServer().requestHandler(this::handle);
    server.listen(port, "127.0.0.1").await();
  }

  int port() {
    return server.actualPort();
  }

  List<String> requests() {
    return requests;
  }

  JsonNode object(String path) {
    return objects.get(path);
  }

  void remove(String path) {
    objects.remove(path);
  }

  void put(String path, JsonNode object) {
    objects.put(path, object);
  }

  void fault(Fault now) {
    fault = now;
  }

  /** From now on watches stay open and say nothing. */
  void mute(boolean now) {
    mute = now;
  }

  void token(String now) {
    token = now;
  }

  void resourceVersion(long now) {
    version.set(now);
  }

  int watches() {
    return watches.size();
  }

  void dropWatches() {
    List<HttpServerResponse> dropped = List.copyOf(watches);
    watches.clear();
    dropped.forEach(HttpServerResponse::reset);
  }

  /** Publishes within the pointer. */
  Snapshot publish(ConfigurationDocument document, long sequence) {
    Snapshot snapshot = SnapshotCodec.split(document, 1);
    point(pointer(snapshot, sequence, true));
    return snapshot;
  }

  /** Publishes as objects, buckets first. */
  Snapshot publishObjects(ConfigurationDocument document, long sequence, int leastBuckets) {
    Snapshot snapshot = SnapshotCodec.split(document, leastBuckets);
    putObjects(snapshot);
    point(pointer(snapshot, sequence, false));
    return snapshot;
  }

  void putObjects(Snapshot snapshot) {
    snapshot
        .buckets()
        .forEach(
            (hash, text) -> {
              ObjectNode bucket = json.createObjectNode();
              bucket.putObject("spec").put("gzip", Gzip.pack(text));
              objects.put(path("configurationbuckets", hash), bucket);
            });
    ObjectNode manifest = json.createObjectNode();
    manifest.putObject("spec").put("manifest", snapshot.manifestText());
    objects.put(path("configurationsnapshots", snapshot.hash()), manifest);
  }

  static String path(String plural, String hash) {
    return "/apis/apim.dev/v1alpha1/namespaces/shop/" + plural + "/contoso-" + hash;
  }

  ObjectNode pointer(Snapshot snapshot, long sequence, boolean inline) {
    ObjectNode pointer = json.createObjectNode().put("kind", "GatewayConfiguration");
    pointer.putObject("metadata").put("name", "contoso");
    ObjectNode spec = pointer.putObject("spec");
    spec.putObject("instanceRef").put("name", "contoso");
    spec.putObject("fence")
        .put("lineage", "one")
        .put("epoch", 1)
        .put("holder", "here")
        .put("sequence", sequence);
    ObjectNode active = spec.putObject("active").put("hash", snapshot.hash());
    active.put("publishedAt", Instant.now().toString());
    if (inline) {
      ObjectNode content = active.putObject("inline").put("manifest", snapshot.manifestText());
      content.set("buckets", json.valueToTree(snapshot.buckets()));
    }
    spec.putArray("history");
    return pointer;
  }

  /** Writes the pointer and tells the watches. */
  void point(ObjectNode pointer) {
    objects.put(CONFIGURATIONS + "/contoso", stamped(pointer));
    tell(pointer);
  }

  /** Tells the watches of a pointer that is not what a list would say. */
  void tell(ObjectNode pointer) {
    ObjectNode event = json.createObjectNode().put("type", "MODIFIED");
    event.set("object", stamped(pointer));
    if (!mute) {
      watches.forEach(watch -> watch.write(CanonicalJson.text(event) + "\n"));
    }
  }

  private ObjectNode stamped(ObjectNode pointer) {
    ObjectNode copy = pointer.deepCopy();
    ((ObjectNode) copy.path("metadata"))
        .put("resourceVersion", Long.toString(version.incrementAndGet()));
    return copy;
  }

  private void handle(HttpServerRequest request) {
    requests.add(request.method() + " " + request.uri());
    if (fault == Fault.HANG) {
      return;
    }
    if (fault == Fault.ERROR) {
      answer(request, 500, status("etcd is gone"));
    } else if (!("Bearer " + token).equals(request.getHeader("Authorization"))) {
      answer(request, 401, status("Unauthorized"));
    } else if (request.path().equals(CONFIGURATIONS)) {
      listOrWatch(request);
    } else {
      request.body().onSuccess(body -> objectRequest(request, body));
    }
  }

  private void listOrWatch(HttpServerRequest request) {
    if (!"metadata.name=contoso".equals(request.getParam("fieldSelector"))) {
      answer(request, 403, status("forbidden"));
      return;
    }
    if ("true".equals(request.getParam("watch"))) {
      HttpServerResponse response = request.response().setChunked(true);
      response.writeHead();
      watches.add(response);
      return;
    }
    ObjectNode list = json.createObjectNode();
    list.putObject("metadata").put("resourceVersion", version.toString());
    JsonNode pointer = objects.get(CONFIGURATIONS + "/contoso");
    if (pointer == null) {
      list.putArray("items");
    } else {
      list.putArray("items").add(pointer);
    }
    answer(request, 200, list);
  }

  private void objectRequest(HttpServerRequest request, Buffer body) {
    String path = request.path();
    JsonNode known = objects.get(path);
    if (request.method() == HttpMethod.POST) {
      JsonNode created = CanonicalJson.read(body.getBytes(), JsonNode.class);
      objects.put(path + "/" + created.path("metadata").path("name").asText(), created);
      answer(request, 201, created);
    } else if (known == null) {
      answer(request, 404, status("not found"));
    } else if (request.method() == HttpMethod.PATCH) {
      objects.put(path, CanonicalJson.read(body.getBytes(), JsonNode.class));
      answer(request, 200, objects.get(path));
    } else {
      answer(request, 200, known);
    }
  }

  private ObjectNode status(String message) {
    return json.createObjectNode().put("kind", "Status").put("message", message);
  }

  private static void answer(HttpServerRequest request, int status, JsonNode body) {
    request.response().setStatusCode(status).end(body.toString());
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}
