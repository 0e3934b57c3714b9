package dev.apim.gateway.policies;

import dev.apim.gateway.backends.AnswerBody;
import dev.apim.policy.context.ResponseMessage;
import dev.apim.policy.context.ValueMap;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientResponse;

/** A response as policies see and change it: one of a backend, or one that they made. */
final class GatewayResponse implements ResponseMessage {

  private final HeaderValues headers;
  private final Body body = new Body();
  private final AnswerBody stream;
  private int status;
  private String reason;
  private Throwable failure;

  private GatewayResponse(int status, String reason, MultiMap headers, AnswerBody stream) {
    this.status = status;
    this.reason = reason;
    this.headers = new HeaderValues(headers);
    this.stream = stream;
  }

  static GatewayResponse empty() {
    GatewayResponse response =
        new GatewayResponse(200, "", MultiMap.caseInsensitiveMultiMap(), null);
    response.body.set(null);
    return response;
  }

  /**
   * One that has come.
   *
   * @param headers without those of the connection
   * @param stream what its body comes from; null where that is read at once
   */
  static GatewayResponse of(HttpClientResponse answer, MultiMap headers, AnswerBody stream) {
    return new GatewayResponse(answer.statusCode(), answer.statusMessage(), headers, stream);
  }

  /** What the body comes from while it is not in memory; null where it never was a stream. */
  AnswerBody stream() {
    return stream;
  }

  /** It was broken off: what its body would come from is gone. The first cause counts. */
  void broken(Throwable cause) {
    failure = failure == null ? cause : failure;
  }

  /** Why the body does not come whole; null where nothing is known against it. */
  Throwable failure() {
    return failure;
  }

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
    reason = text == null ? "" : text;
  }

  @Override
  public ValueMap headers() {
    return headers;
  }

  MultiMap rawHeaders() {
    return headers.headers();
  }

  @Override
  public Body body() {
    return body;
  }
}
