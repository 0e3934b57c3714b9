package dev.apim.gateway.telemetry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One JSON object in a line for each request. Used by one thread. */
final class AccessLog {

  private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);

  private final JsonFactory json = new JsonFactory();
  private final OutputStream out;
  private final Map<String, String> place;
  private boolean broken;

  /**
   * A log.
   *
   * @param place fields that every line begins with
   */
  AccessLog(OutputStream out, Map<String, String> place) {
    this.out = out;
    this.place = place;
  }

  /** Writes lines, whole ones at a time: others may write to the same stream. */
  void write(List<RequestRecord> records) {
    try {
      ByteArrayOutputStream lines = new ByteArrayOutputStream(512 * records.size());
      for (RequestRecord record : records) {
        try (JsonGenerator line = json.createGenerator(lines)) {
          write(record, line);
        }
        lines.write('\n');
      }
      out.write(lines.toByteArray());
      out.flush();
      broken = false;
    } catch (IOException e) {
      if (!broken) {
        LOG.warn("The access log cannot be written: {}", e.toString());
      }
      broken = true;
    }
  }

  private void write(RequestRecord record, JsonGenerator line) throws IOException {
    RequestRecord.Asked asked = record.asked();
    line.writeStartObject();
    line.writeStringField("time", Instant.ofEpochMilli(record.startedMillis()).toString());
    for (Map.Entry<String, String> field : place.entrySet()) {
      line.writeStringField(field.getKey(), field.getValue());
    }
    line.writeStringField("traceId", record.context().traceId());
    line.writeStringField("client", asked.client());
    line.writeStringField("protocol", asked.protocol());
    line.writeStringField("method", asked.method());
    line.writeStringField("host", asked.host());
    line.writeStringField("path", asked.path());
    line.writeStringField("api", record.api());
    line.writeStringField("operation", record.operation());
    line.writeStringField("subscription", record.subscription());
    line.writeNumberField("status", record.status());
    line.writeNumberField("durationMs", RequestTrace.millis(record.nanos()));
    line.writeNumberField("bytesIn", record.bytesIn());
    line.writeNumberField("bytesOut", record.bytesOut());
    if (!record.backend().isEmpty()) {
      line.writeStringField("backend", record.backend());
      line.writeNumberField("backendStatus", record.backendStatus());
      line.writeNumberField("backendMs", RequestTrace.millis(record.backendNanos()));
    }
    if (!record.errorSource().isEmpty()) {
      line.writeStringField("errorSource", record.errorSource());
      line.writeStringField("errorReason", record.errorReason());
    }
    line.writeEndObject();
  }
}
