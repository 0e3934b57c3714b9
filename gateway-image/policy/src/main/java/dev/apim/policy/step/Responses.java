package dev.apim.policy.step;

import dev.apim.policy.context.MessageBody;
import dev.apim.policy.context.ResponseMessage;
import dev.apim.policy.context.ValueMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Responses in the making, so that expressions inside still see the one there was. */
final class Responses {

  private Responses() {}

  static ResponseMessage blank() {
    return new Draft();
  }

  static void copy(ResponseMessage from, ResponseMessage to) {
    to.status(from.status(), from.reason());
    from.headers().names().forEach(n -> to.headers().set(n, from.headers().get(n)));
    to.body().set(from.body().bytes(true));
  }

  /** A response of no exchange yet. */
  private static final class Draft implements ResponseMessage {
    private final Pairs headers = new Pairs();
    private final Bytes body = new Bytes();
    private int status = 200;
    private String reason = "";

    @Override
    public int status() {
      return status;
    }

    @Override
    public String reason() {
      return reason;
    }

    @Override
    public void status(int code, String text) {
      status = code;
      reason = text;
    }

    @Override
    public ValueMap headers() {
      return headers;
    }

    @Override
    public MessageBody body() {
      return body;
    }
  }

  /** Headers in the making. */
  static final class Pairs implements ValueMap {
    private record Pair(String name, List<String> values) {}

    private final Map<String, Pair> pairs = new LinkedHashMap<>();

    @Override
    public List<String> get(String name) {
      Pair pair = pairs.get(name.toLowerCase(Locale.ROOT));
      return pair == null ? List.of() : pair.values;
    }

    @Override
    public List<String> names() {
      return pairs.values().stream().map(Pair::name).toList();
    }

    @Override
    public void set(String name, List<String> values) {
      String key = name.toLowerCase(Locale.ROOT);
      if (values.isEmpty()) {
        pairs.remove(key);
      } else {
        pairs.put(key, new Pair(name, List.copyOf(values)));
      }
    }

    Map<String, List<String>> toMap() {
      Map<String, List<String>> map = new LinkedHashMap<>();
      pairs.values().forEach(p -> map.put(p.name, new ArrayList<>(p.values)));
      return map;
    }
  }

  /** A body in the making. */
  private static final class Bytes implements MessageBody {
    private byte[] content = new byte[0];

    @Override
    public byte[] bytes(boolean preserve) {
      return content;
    }

    @Override
    public void set(byte[] bytes) {
      content = bytes;
    }
  }
}
