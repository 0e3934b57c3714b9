package dev.apim.gateway.backends;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/** The gateway's own answers, in the form that Azure's clients know. */
public enum ErrorAnswer {
  /** The request line or the Host header is not valid. */
  BAD_REQUEST(400, "Bad request"),
  /** An API asks for a subscription key, and there is none. */
  KEY_MISSING(
      401,
      "Access denied due to missing subscription key. Make sure to include subscription key when"
          + " making requests to an API."),
  /** The subscription key opens nothing here. */
  KEY_INVALID(
      401,
      "Access denied due to invalid subscription key. Make sure to provide a valid key for an"
          + " active subscription."),
  /** No API or operation answers the path. */
  NOT_FOUND(404, "Resource not found"),
  /** A method that is no request for a resource. */
  NOT_ALLOWED(405, "Method not allowed"),
  /** The client has stopped in the middle of its body. */
  REQUEST_TIMEOUT(408, "The rest of the request did not come in time"),
  /** The body is longer than a policy that wants to read it can keep. */
  TOO_LARGE(413, "Request body too large"),
  /** The request line exceeds its limit. */
  URL_TOO_LONG(414, "URI too long"),
  /** The headers together exceed their limit. */
  HEADERS_TOO_LARGE(431, "Request header fields too large"),
  /** The backend could not be reached, or broke off. */
  BAD_GATEWAY(502, "The backend did not answer"),
  /** No revision has been loaded, or too many requests wait for the backend. */
  UNAVAILABLE(503, "Service unavailable"),
  /** The backend took too long. */
  TIMEOUT(504, "The backend did not answer in time");

  private final int status;
  private final String message;
  private final Buffer body;

  ErrorAnswer(int status, String message) {
    this.status = status;
    this.message = message;
    this.body =
        Buffer.buffer("{ \"statusCode\": " + status + ", \"message\": \"" + message + "\" }");
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** What it says. */
  public String message() {
    return message;
  }

  /** Answers with this. */
  public void send(HttpServerResponse response) {
    response
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .end(body.copy());
  }

  /** Answers with this in place of an answer that has been prepared; nothing of that is left. */
  public void sendInstead(HttpServerResponse response) {
    response.headers().clear();
    boolean reasons = response.streamId() < 0;
    if (reasons) {
      response.setStatusMessage(HttpResponseStatus.valueOf(status).reasonPhrase());
    }
    send(response);
  }
}
