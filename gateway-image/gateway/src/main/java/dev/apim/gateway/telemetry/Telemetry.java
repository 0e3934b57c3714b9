package dev.apim.gateway.telemetry;

import dev.apim.gateway.settings.GatewaySettings;
import dev.apim.gateway.settings.SettingsException;
import dev.apim.gateway.settings.TelemetrySettings;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Decides of which requests something is told, and hands them on when they are over. */
public final class Telemetry {

  /** With the token as its value, a request that carries it is traced; never passed on. */
  public static final String MARK = "apim-debug-authorization";

  private static final String TRACE_ID = "apim-trace-id";
  private static final Duration LINES_GATHER = Duration.ofMillis(100);
  private static final Duration SPANS_GATHER = Duration.ofSeconds(1);

  private final byte[] token;
  private final int percent;
  private final Drain lines;
  private final Drain spans;
  private final TraceStore traces = new TraceStore();

  /**
   * Opens what the settings ask for.
   *
   * @param dropped told what kind of record was lost
   */
  public Telemetry(GatewaySettings settings, Vertx vertx, Consumer<String> dropped) {
    TelemetrySettings wanted = settings.telemetry();
    Map<String, String> place = place(settings);
    percent = wanted.otlpEndpoint().isPresent() ? wanted.otlpPercent() : 0;
    token = wanted.traceToken().map(text -> text.getBytes(StandardCharsets.UTF_8)).orElse(null);
    lines =
        wanted
            .accessLog()
            .map(where -> new AccessLog(open(where), place))
            .map(
                log ->
                    new Drain("access-log", LINES_GATHER, log::write, () -> dropped.accept("line")))
            .orElse(null);
    Runnable lost = () -> dropped.accept("span");
    spans =
        wanted
            .otlpEndpoint()
            .map(endpoint -> new SpanExporter(vertx, endpoint, new Spans(resource(place)), lost))
            .map(exporter -> new Drain("spans", SPANS_GATHER, exporter::send, lost))
            .orElse(null);
  }

  private static Map<String, String> place(GatewaySettings settings) {
    Map<String, String> place = new LinkedHashMap<>();
    place.put("instance", settings.instance());
    place.put("location", settings.location());
    place.put("region", settings.region());
    place.put("zone", settings.zone());
    place.put("replica", settings.replica());
    return place;
  }

  private static Map<String, String> resource(Map<String, String> place) {
    Map<String, String> resource = new LinkedHashMap<>();
    resource.put("service.name", "apim-gateway");
    resource.put("service.namespace", place.get("instance"));
    resource.put("service.instance.id", place.get("replica"));
    resource.put("cloud.region", place.get("region"));
    resource.put("cloud.availability_zone", place.get("zone"));
    resource.put("apim.location", place.get("location"));
    return resource;
  }

  private static OutputStream open(String where) {
    if (where.equals("stdout")) {
      return System.out;
    }
    try {
      return new BufferedOutputStream(
          Files.newOutputStream(
              Path.of(where), StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    } catch (IOException e) {
      throw new SettingsException("APIM_ACCESS_LOG cannot be written: " + e);
    }
  }

  /** A record to be filled in. */
  public RequestRecord begin(HttpServerRequest request) {
    boolean marked = token != null && isToken(request.getHeader(MARK));
    if (lines == null && spans == null && !marked) {
      return RequestRecord.NONE;
    }
    TraceContext context = TraceContext.of(request.getHeader("traceparent"), percent);
    if (marked) {
      request.response().putHeader(TRACE_ID, context.traceId());
    }
    return new RequestRecord(this, context, asked(request), marked ? new RequestTrace() : null);
  }

  private static RequestRecord.Asked asked(HttpServerRequest request) {
    HostAndPort authority = request.authority();
    String uri = request.uri();
    int query = uri.indexOf('?');
    return new RequestRecord.Asked(
        request.remoteAddress().hostAddress(),
        request.version().alpnName(),
        request.method().name(),
        authority == null ? "" : authority.host(),
        query < 0 ? uri : uri.substring(0, query));
  }

  private boolean isToken(String shown) {
    return shown != null && MessageDigest.isEqual(token, shown.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * A traced request as JSON.
   *
   * @param shown the token; null where none came
   */
  public Optional<String> trace(String traceId, String shown) {
    return token == null || !isToken(shown) ? Optional.empty() : traces.find(traceId);
  }

  void finished(RequestRecord record) {
    if (lines != null) {
      lines.offer(record);
    }
    if (spans != null && record.context().sampled()) {
      spans.offer(record);
    }
    if (record.trace() != null) {
      traces.add(record);
    }
  }

  /** Hands on what is there; blocks for a moment. */
  public void end() throws InterruptedException {
    if (lines != null) {
      lines.end();
    }
    if (spans != null) {
      spans.end();
    }
  }
}
