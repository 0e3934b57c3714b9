package dev.apim.e2e.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** What the API server wrote down of every request, its own components' aside. */
public final class AuditLog {
  private static final String TIMESTAMP = "\"stageTimestamp\":\"";
  private static final int SECONDS = "2026-01-01T00:00:00".length();

  private final Path file;
  private final ObjectMapper json = new ObjectMapper();

  AuditLog(Path file) {
    this.file = file;
  }

  /** Finished requests since the moment, oldest first. */
  public List<AuditEntry> since(Instant start) {
    try (var lines = Files.lines(file)) {
      return lines
          .filter(line -> line.endsWith("}") && mayBeSince(line, start.toString()))
          .map(this::parse)
          .filter(entry -> !entry.at().isBefore(start))
          .filter(entry -> entry.stage().equals("ResponseComplete"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Spares parsing most of a long log: times of one zone compare as their texts do. */
  private static boolean mayBeSince(String line, String start) {
    int at = line.indexOf(TIMESTAMP);
    int from = at + TIMESTAMP.length();
    int to = from + SECONDS;
    return at < 0
        || to > line.length()
        || line.substring(from, to).compareTo(start.substring(0, SECONDS)) >= 0;
  }

  /** Successful writes of a user since the moment. */
  public List<AuditEntry> writesBy(String user, Instant start) {
    return since(start).stream()
        .filter(entry -> entry.user().equals(user))
        .filter(entry -> entry.isWrite() && entry.code() < 300)
        .toList();
  }

  private AuditEntry parse(String line) {
    try {
      JsonNode event = json.readTree(line);
      JsonNode object = event.path("objectRef");
      return new AuditEntry(
          Instant.parse(event.path("stageTimestamp").asText()),
          event.path("stage").asText(),
          event.path("user").path("username").asText(),
          event.path("userAgent").asText(),
          event.path("verb").asText(),
          object.path("apiGroup").asText(),
          object.path("resource").asText(),
          object.path("subresource").asText(),
          object.path("namespace").asText(),
          object.path("name").asText(),
          event.path("responseStatus").path("code").asInt(),
          event.path("requestURI").asText());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
