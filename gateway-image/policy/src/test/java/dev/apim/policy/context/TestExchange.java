package dev.apim.policy.context;

import dev.apim.policy.program.Exchange;
import dev.apim.policy.program.GatewayCall;
import dev.apim.policy.program.PolicyError;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** An exchange in memory for tests. */
public final class TestExchange implements Exchange {

  private final Map<String, Object> variables = new LinkedHashMap<>();
  private final Request request = new Request();
  private final List<String> traces = new ArrayList<>();
  private final List<GatewayCall> calls = new ArrayList<>();
  private final List<Consumer<PolicyError>> waiting = new ArrayList<>();
  private Response response = new Response();
  private boolean answersLater;

  /** The exchange before there is a response. */
  public TestExchange inbound() {
    response = null;
    return this;
  }

  /** Calls of the gateway wait for {@link #waiting()} from now on. */
  public TestExchange answeringLater() {
    answersLater = true;
    return this;
  }

  public List<GatewayCall> calls() {
    return calls;
  }

  public List<Consumer<PolicyError>> waiting() {
    return waiting;
  }

  @Override
  public ResponseMessage newResponse() {
    response = new Response();
    return response;
  }

  @Override
  public void useResponse(ResponseMessage other) {
    response = (Response) other;
  }

  @Override
  public void perform(GatewayCall call, Consumer<PolicyError> done) {
    calls.add(call);
    if (answersLater) {
      waiting.add(done);
    } else {
      done.accept(null);
    }
  }

  @Override
  public Request request() {
    return request;
  }

  @Override
  public Response response() {
    return response;
  }

  @Override
  public Map<String, Object> variables() {
    return variables;
  }

  @Override
  public ExchangeFacts facts() {
    return new ExchangeFacts(
        new ExchangeFacts.Api("demo", "Demo", "/demo", "1", null, request.url),
        new ExchangeFacts.Operation("get", "Get item", "GET", "/items/{id}"),
        null,
        null,
        null,
        new ExchangeFacts.Deployment("West US", "2", "contoso", "managed", "pod-1"));
  }

  @Override
  public ErrorFacts lastError() {
    return null;
  }

  @Override
  public UUID requestId() {
    return new UUID(1, 2);
  }

  @Override
  public Instant timestamp() {
    return Instant.parse("2024-01-05T13:04:05Z");
  }

  @Override
  public Duration elapsed() {
    return Duration.ofMillis(12);
  }

  @Override
  public void trace(String message) {
    traces.add(message);
  }

  /** Headers in memory. */
  public static final class Headers implements ValueMap {
    private final Map<String, List<String>> values = new LinkedHashMap<>();

    public Headers with(String name, String... all) {
      set(name, List.of(all));
      return this;
    }

    @Override
    public List<String> get(String name) {
      return values.entrySet().stream()
          .filter(e -> e.getKey().equalsIgnoreCase(name))
          .findFirst()
          .map(Map.Entry::getValue)
          .orElse(List.of());
    }

    @Override
    public List<String> names() {
      return List.copyOf(values.keySet());
    }

    @Override
    public void set(String name, List<String> all) {
      values.keySet().removeIf(k -> k.equalsIgnoreCase(name));
      if (!all.isEmpty()) {
        values.put(name, all);
      }
    }
  }

  /** A body in memory. */
  public static final class Body implements MessageBody {
    private byte[] content = new byte[0];

    public Body with(String text) {
      content = text.getBytes(StandardCharsets.UTF_8);
      return this;
    }

    @Override
    public byte[] bytes(boolean preserve) {
      return content;
    }

    @Override
    public void set(byte[] bytes) {
      content = bytes;
    }
  }

  /** The request. */
  public static final class Request implements RequestMessage {
    private final Headers headers = new Headers();
    private final Headers query = new Headers();
    private final Body body = new Body();
    private String method = "GET";
    private RequestUrl url = new RequestUrl("https", "api.example", 443, "/p/q", "q=5%206");

    @Override
    public String method() {
      return method;
    }

    @Override
    public void method(String value) {
      method = value;
    }

    @Override
    public RequestUrl url() {
      return url;
    }

    @Override
    public void url(RequestUrl value) {
      url = value;
    }

    @Override
    public RequestUrl originalUrl() {
      return new RequestUrl("https", "api.example", 443, "/demo/p/q", "q=5%206");
    }

    @Override
    public String ipAddress() {
      return "203.0.113.7";
    }

    @Override
    public Headers headers() {
      return headers;
    }

    @Override
    public Headers query() {
      return query;
    }

    @Override
    public Map<String, String> matchedParameters() {
      return Map.of("id", "77");
    }

    @Override
    public Body body() {
      return body;
    }
  }

  /** The response. */
  public static final class Response implements ResponseMessage {
    private final Headers headers = new Headers();
    private final Body body = new Body();
    private int status = 200;
    private String reason = "OK";

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
    public Headers headers() {
      return headers;
    }

    @Override
    public Body body() {
      return body;
    }
  }
}
