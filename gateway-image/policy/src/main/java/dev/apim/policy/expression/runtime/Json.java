package dev.apim.policy.expression.runtime;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.apim.policy.expression.type.AnonymousObject;
import dev.apim.policy.expression.type.Evaluation;
import dev.apim.policy.expression.type.Fault;
import dev.apim.policy.expression.type.Sequences;
import java.io.IOException;
import java.util.Map;

/** JSON in and out, and .NET values as JSON. */
public final class Json {

  private static final int DEEPEST = 128;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
          .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
          .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
          .build();

  private Json() {}

  /** Parses a text at the expense of an evaluation: dearer than looking at it. */
  static JToken parse(Evaluation evaluation, Object text) {
    evaluation.spend(text == null ? 0 : ((String) text).length() / 8);
    return parse((String) text);
  }

  /** Parses a text that is one JSON value. */
  public static JToken parse(String text) {
    if (text == null) {
      throw new Fault("ArgumentNullException", "Value cannot be null. (Parameter 's')");
    }
    try (JsonParser parser = FACTORY.createParser(text)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw bad("Error reading JToken from JsonReader. The text is empty.");
      }
      JToken token = read(parser, first);
      if (parser.nextToken() != null) {
        throw bad("Additional text encountered after finished reading JSON content.");
      }
      return token;
    } catch (JsonProcessingException e) {
      String place =
          e.getLocation() == null
              ? ""
              : " Line "
                  + e.getLocation().getLineNr()
                  + ", position "
                  + e.getLocation().getColumnNr()
                  + ".";
      throw bad(e.getOriginalMessage() + "." + place);
    } catch (IOException e) {
      throw bad(e.getMessage());
    }
  }

  private static Fault bad(String message) {
    return new Fault("JsonReaderException", message);
  }

  private static JToken read(JsonParser parser, JsonToken token) throws IOException {
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> new JValue(parser.getText());
      case VALUE_NUMBER_INT -> integer(parser);
      case VALUE_NUMBER_FLOAT -> new JValue(parser.getDoubleValue());
      case VALUE_TRUE -> new JValue(true);
      case VALUE_FALSE -> new JValue(false);
      case VALUE_NULL -> new JValue(null);
      default -> throw bad("Unexpected token in JSON.");
    };
  }

  private static JToken integer(JsonParser parser) throws IOException {
    return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
        ? new JValue(parser.getDecimalValue())
        : new JValue(parser.getLongValue());
  }

  private static JToken object(JsonParser parser) throws IOException {
    JObject object = new JObject();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      object.put(name, read(parser, parser.nextToken()));
    }
    return object;
  }

  private static JToken array(JsonParser parser) throws IOException {
    JArray array = new JArray();
    JsonToken token = parser.nextToken();
    while (token != JsonToken.END_ARRAY) {
      array.add(read(parser, token));
      token = parser.nextToken();
    }
    return array;
  }

  /** A .NET value as JSON: anonymous objects, dictionaries, sequences, simple values. */
  public static JToken token(Object value) {
    if (value == null || value instanceof JToken) {
      return value == null ? new JValue(null) : (JToken) value;
    } else if (value instanceof AnonymousObject object) {
      JObject made = new JObject();
      for (int i = 0; i < object.names().size(); i++) {
        made.put(object.names().get(i), token(object.values().get(i)));
      }
      return made;
    } else if (value instanceof Map<?, ?> map) {
      JObject made = new JObject();
      map.forEach((k, v) -> made.put(Formats.text(k), token(v)));
      return made;
    } else if (value instanceof byte[] bytes) {
      return new JValue(java.util.Base64.getEncoder().encodeToString(bytes));
    } else if (value instanceof Iterable || value instanceof Object[]) {
      JArray made = new JArray();
      Sequences.of(value).forEach(v -> made.add(token(v)));
      return made;
    } else if (value instanceof Sequences.Pair pair) {
      JObject made = new JObject();
      made.put("Key", token(pair.key()));
      made.put("Value", token(pair.value()));
      return made;
    }
    return new JValue(isSimple(value) ? value : Formats.text(value));
  }

  private static boolean isSimple(Object value) {
    return value instanceof String
        || value instanceof Boolean
        || value instanceof Number
        || value instanceof DateTime
        || value instanceof DateTimeOffset;
  }

  /** A text as a JSON string. */
  public static String quoted(String text) {
    StringBuilder quoted = new StringBuilder();
    quote(text, quoted);
    return quoted.toString();
  }

  static String write(JToken token, boolean indented) {
    StringBuilder text = new StringBuilder();
    write(token, indented ? 0 : -1, text);
    return text.toString();
  }

  private static void write(JToken token, int indent, StringBuilder text) {
    Formats.checkLength(text.length());
    if (token instanceof JObject object) {
      list(object.properties(), "{", "}", indent, text);
    } else if (token instanceof JArray array) {
      list(array.items(), "[", "]", indent, text);
    } else if (token instanceof JProperty property) {
      quote(property.name(), text);
      text.append(indent < 0 ? ":" : ": ");
      write(property.value(), indent, text);
    } else {
      value(((JValue) token).value(), text);
    }
  }

  private static void list(
      Iterable<? extends JToken> items, String open, String close, int indent, StringBuilder text) {
    text.append(open);
    boolean first = true;
    int inner = indent < 0 ? -1 : indent + 1;
    for (JToken item : items) {
      text.append(first ? "" : ",");
      newline(inner, text);
      write(item, inner, text);
      first = false;
    }
    if (!first) {
      newline(indent, text);
    }
    text.append(close);
  }

  private static void newline(int indent, StringBuilder text) {
    if (indent >= 0) {
      text.append('\n').append("  ".repeat(indent));
    }
  }

  private static void value(Object value, StringBuilder text) {
    if (value == null) {
      text.append("null");
    } else if (value instanceof Boolean) {
      text.append(value);
    } else if (value instanceof Double || value instanceof Float) {
      String number = Formats.text(value);
      text.append(number.matches("-?\\d+") ? number + ".0" : number);
    } else if (value instanceof Number) {
      text.append(Formats.text(value));
    } else if (value instanceof DateTime date) {
      quote(DateFormats.format(date, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", null), text);
    } else if (value instanceof DateTimeOffset date) {
      quote(DateFormats.format(date.local(), "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", date), text);
    } else {
      quote(value.toString(), text);
    }
  }

  private static void quote(String value, StringBuilder text) {
    text.append('"');
    JsonStringEncoder.getInstance().quoteAsString(value, text);
    text.append('"');
  }
}
