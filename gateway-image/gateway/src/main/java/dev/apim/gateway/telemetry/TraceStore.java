package dev.apim.gateway.telemetry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The last traced requests, for who asks for them. */
final class TraceStore {

  private static final int MOST = 100;

  private final ObjectMapper json = new ObjectMapper();
  private final Map<String, RequestRecord> records = new LinkedHashMap<>();

  synchronized void add(RequestRecord record) {
    records.put(record.context().traceId(), record);
    if (records.size() > MOST) {
      records.remove(records.keySet().iterator().next());
    }
  }

  /** A trace as JSON. */
  Optional<String> find(String traceId) {
    RequestRecord record;
    synchronized (this) {
      record = records.get(traceId);
    }
    return Optional.ofNullable(record).map(this::write);
  }

  private String write(RequestRecord record) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("traceId", record.context().traceId());
    document.put("request", record.asked());
    document.put("api", record.api());
    document.put("status", record.status());
    document.put("durationMs", RequestTrace.millis(record.nanos()));
    document.put("entries", record.trace().entries());
    try {
      return json.writerWithDefaultPrettyPrinter().writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
