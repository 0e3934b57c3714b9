package dev.apim.api.config;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * JSON in one form only: sorted keys, no blanks, nothing that is absent. Same content, same bytes,
 * same hash, on every JDK, which is what content-addressed snapshots rest on.
 */
public final class CanonicalJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_EMPTY, JsonInclude.Include.NON_EMPTY))
          .build();

  private CanonicalJson() {}

  /** The canonical bytes of a value, in UTF-8. */
  public static byte[] bytes(Object value) {
    return text(value).getBytes(StandardCharsets.UTF_8);
  }

  /** The canonical text of a value. */
  public static String text(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a value; unknown properties are ignored, so that an older reader takes a newer document.
   *
   * @throws UncheckedIOException where the bytes are not JSON of that type
   */
  public static <T> T read(byte[] bytes, Class<T> type) {
    try {
      return MAPPER.readValue(bytes, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a value out of a tree; unknown properties are ignored.
   *
   * @throws IllegalArgumentException where the tree is none of that type
   */
  public static <T> T value(JsonNode tree, Class<T> type) {
    return MAPPER.convertValue(tree, type);
  }

  /** A value as a tree whose object keys are sorted, nested ones too. */
  public static JsonNode tree(Object value) {
    return sorted(MAPPER.valueToTree(value));
  }

  /** sha-256 of bytes, in lower-case hex. */
  public static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** sha-256 of a text in UTF-8, in lower-case hex. */
  public static String sha256(String text) {
    return sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  private static JsonNode sorted(JsonNode node) {
    if (node.isArray()) {
      var array = MAPPER.createArrayNode();
      node.forEach(element -> array.add(sorted(element)));
      return array;
    }
    if (!node.isObject()) {
      return node;
    }
    Map<String, JsonNode> fields = new TreeMap<>();
    node.properties().forEach(entry -> fields.put(entry.getKey(), sorted(entry.getValue())));
    ObjectNode object = MAPPER.createObjectNode();
    fields.forEach(object::set);
    return object;
  }
}
