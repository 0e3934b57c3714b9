package dev.apim.gateway.telemetry;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * Requests as OTLP/HTTP wants them in JSON: the gateway's own part as a server span and the call of
 * the backend as a client span below it.
 */
final class Spans {

  private static final int SERVER = 2;
  private static final int CLIENT = 3;
  private static final int ERROR = 2;

  private final ObjectMapper json = new ObjectMapper();
  private final Map<String, String> resource;

  /**
   * A writer.
   *
   * @param resource attributes of this gateway
   */
  Spans(Map<String, String> resource) {
    this.resource = resource;
  }

  /** One request to the receiver. */
  ObjectNode document(List<RequestRecord> records) {
    ObjectNode document = json.createObjectNode();
    ObjectNode of = document.putArray("resourceSpans").addObject();
    ArrayNode attributes = of.putObject("resource").putArray("attributes");
    resource.forEach((name, value) -> text(attributes, name, value));
    ObjectNode scope = of.putArray("scopeSpans").addObject();
    scope.putObject("scope").put("name", "dev.apim.gateway");
    ArrayNode spans = scope.putArray("spans");
    for (RequestRecord record : records) {
      server(record, spans.addObject());
      if (record.backendSpanId() != null) {
        client(record, spans.addObject());
      }
    }
    return document;
  }

  private static void server(RequestRecord record, ObjectNode span) {
    long start = record.startedMillis() * 1_000_000;
    begin(record, span, record.spanId(), record.context().parentId());
    span.put("name", record.asked().method() + " " + record.api()).put("kind", SERVER);
    times(span, start, record.nanos());
    ArrayNode attributes = span.putArray("attributes");
    text(attributes, "http.request.method", record.asked().method());
    text(attributes, "url.path", record.asked().path());
    text(attributes, "server.address", record.asked().host());
    text(attributes, "client.address", record.asked().client());
    text(attributes, "apim.api", record.api());
    text(attributes, "apim.operation", record.operation());
    text(attributes, "apim.subscription", record.subscription());
    number(attributes, "http.response.status_code", record.status());
    if (!record.errorSource().isEmpty()) {
      text(attributes, "apim.error.source", record.errorSource());
      text(attributes, "error.type", record.errorReason());
    }
    error(span, record.status() >= 500 || record.status() == 0);
  }

  private static void client(RequestRecord record, ObjectNode span) {
    long start = record.startedMillis() * 1_000_000 + record.backendOffsetNanos();
    begin(record, span, record.backendSpanId(), record.spanId());
    span.put("name", record.asked().method()).put("kind", CLIENT);
    times(span, start, record.backendNanos());
    ArrayNode attributes = span.putArray("attributes");
    text(attributes, "http.request.method", record.asked().method());
    text(attributes, "server.address", record.backend());
    number(attributes, "http.response.status_code", record.backendStatus());
    error(span, record.backendStatus() >= 400 || record.backendStatus() == 0);
  }

  private static void begin(RequestRecord record, ObjectNode span, String id, String parent) {
    span.put("traceId", record.context().traceId()).put("spanId", id);
    if (parent != null) {
      span.put("parentSpanId", parent);
    }
  }

  private static void times(ObjectNode span, long start, long nanos) {
    span.put("startTimeUnixNano", Long.toString(start));
    span.put("endTimeUnixNano", Long.toString(start + nanos));
  }

  private static void error(ObjectNode span, boolean failed) {
    if (failed) {
      span.putObject("status").put("code", ERROR);
    }
  }

  private static void text(ArrayNode attributes, String name, String value) {
    attributes.addObject().put("key", name).putObject("value").put("stringValue", value);
  }

  private static void number(ArrayNode attributes, String name, long value) {
    attributes
        .addObject()
        .put("key", name)
        .putObject("value")
        .put("intValue", Long.toString(value));
  }
}
