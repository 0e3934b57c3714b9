package dev.apim.operator.observe;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps names, label values, reasons and the like once, however often they are read. */
final class SharedStrings extends StdScalarDeserializer<String> {

  private static final long serialVersionUID = 1;
  private static final int LONGEST = 256;
  private static final int MOST = 100_000;

  private final transient Map<String, String> known = new ConcurrentHashMap<>();

  SharedStrings() {
    super(String.class);
  }

  @Override
  public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    String text = StringDeserializer.instance.deserialize(parser, context);
    if (text == null || text.length() > LONGEST) {
      return text;
    }
    if (known.size() > MOST) {
      known.clear();
    }
    String first = known.putIfAbsent(text, text);
    return first == null ? text : first;
  }

  @Override
  public boolean isCachable() {
    return true;
  }
}
