package dev.apim.gateway.telemetry;

/**
 * What is known of one request that somebody wants to be told of. Filled in by its event loop until
 * it is finished, and never changed after.
 */
public final class RequestRecord {

  /** Of a request that nobody wants to be told of: keeps nothing. */
  public static final RequestRecord NONE = new RequestRecord(null, null, null, null);

  /** What the client asked for; the query may hold secrets and is left out. */
  record Asked(String client, String protocol, String method, String host, String path) {}

  private final Telemetry owner;
  private final TraceContext context;
  private final Asked asked;
  private final RequestTrace trace;
  private final String spanId = TraceContext.newSpanId();
  private final long startedMillis = System.currentTimeMillis();
  private final long startedNanos = System.nanoTime();
  private String api = "";
  private String operation = "";
  private String subscription = "";
  private String backend = "";
  private String backendSpanId;
  private long backendBegun;
  private long backendNanos;
  private int backendStatus;
  private String errorSource = "";
  private String errorReason = "";
  private int status;
  private long nanos;
  private long bytesIn;
  private long bytesOut;
  private boolean finished;

  RequestRecord(Telemetry owner, TraceContext context, Asked asked, RequestTrace trace) {
    this.owner = owner;
    this.context = context;
    this.asked = asked;
    this.trace = trace;
  }

  /**
   * What the request is for.
   *
   * @param operationId null where the API has none that fits
   * @param subscriptionId null where nobody showed a key
   */
  public void route(String apiName, String operationId, String subscriptionId) {
    if (owner != null) {
      api = apiName;
      operation = operationId == null ? "" : operationId;
      subscription = subscriptionId == null ? "" : subscriptionId;
      say("router", "the request is for the Api " + apiName + " " + operation);
    }
  }

  /**
   * A backend is asked.
   *
   * @param header the trace context of the client; null where there is none
   * @return the one for the backend
   */
  public String backendAsked(String address, String header) {
    if (owner == null) {
      return TraceContext.forward(header);
    }
    backend = address;
    backendSpanId = TraceContext.newSpanId();
    backendBegun = System.nanoTime();
    say("forward-request", "asking " + address);
    return context.header(backendSpanId);
  }

  /** The backend's answer begins. */
  public void backendAnswered(int code) {
    if (owner != null) {
      backendStatus = code;
      backendNanos = System.nanoTime() - backendBegun;
      say("forward-request", backend + " answers " + code);
    }
  }

  /**
   * Something failed; the last failure is told.
   *
   * @param source the policy, or {@code backend}
   */
  public void failed(String source, String reason) {
    if (owner != null) {
      errorSource = source;
      errorReason = reason;
      say(source, "failed: " + reason);
    }
  }

  /** The steps, where the request is traced; else null. */
  public RequestTrace trace() {
    return trace;
  }

  /** What shows where the request is traced. */
  public void say(String source, String message) {
    if (trace != null) {
      trace.message(source, message);
    }
  }

  /**
   * The request is over; a second call means nothing.
   *
   * @param code the answer; 0 where the client left before it
   */
  public void finish(int code, long read, long written) {
    if (owner != null && !finished) {
      finished = true;
      status = code;
      bytesIn = read;
      bytesOut = written;
      nanos = System.nanoTime() - startedNanos;
      say("gateway", code == 0 ? "the client left" : "answered " + code);
      owner.finished(this);
    }
  }

  TraceContext context() {
    return context;
  }

  Asked asked() {
    return asked;
  }

  String spanId() {
    return spanId;
  }

  long startedMillis() {
    return startedMillis;
  }

  long nanos() {
    return nanos;
  }

  String api() {
    return api;
  }

  String operation() {
    return operation;
  }

  String subscription() {
    return subscription;
  }

  String backend() {
    return backend;
  }

  /** Null where no backend was asked. */
  String backendSpanId() {
    return backendSpanId;
  }

  /** From the start of the request to the start of the backend's part. */
  long backendOffsetNanos() {
    return backendBegun - startedNanos;
  }

  long backendNanos() {
    return backendNanos;
  }

  int backendStatus() {
    return backendStatus;
  }

  String errorSource() {
    return errorSource;
  }

  String errorReason() {
    return errorReason;
  }

  int status() {
    return status;
  }

  long bytesIn() {
    return bytesIn;
  }

  long bytesOut() {
    return bytesOut;
  }
}
