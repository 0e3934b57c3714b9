package dev.apim.gateway.backends;

import dev.apim.gateway.metrics.BackendError;
import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * What a failure is counted as, and what the client is told of it.
 *
 * @param error null where it is the client's, and counts against no backend
 * @param answer to the client
 */
public record BackendFailure(BackendError error, ErrorAnswer answer) {

  /** No member of the backend can take a request: their circuit breakers are open (B104). */
  public static final BackendFailure NO_MEMBER =
      new BackendFailure(BackendError.OPEN, ErrorAnswer.UNAVAILABLE);

  /** Not the backend's: the client sent more than is let through. */
  static final BackendFailure LONG = new BackendFailure(null, ErrorAnswer.TOO_LARGE);

  /** Not the backend's: the client has stopped in the middle of its body. */
  static final BackendFailure SLOW = new BackendFailure(null, ErrorAnswer.REQUEST_TIMEOUT);

  /** Judges by the kind of the exception. */
  public static BackendFailure of(Throwable cause) {
    if (cause instanceof BodyTooLargeException) {
      return LONG;
    }
    if (cause instanceof SlowClientException) {
      return SLOW;
    }
    if (cause instanceof ConnectTimeoutException || cause instanceof TimeoutException) {
      return new BackendFailure(BackendError.TIMEOUT, ErrorAnswer.TIMEOUT);
    }
    if (cause instanceof ConnectionPoolTooBusyException) {
      return new BackendFailure(BackendError.OVERLOAD, ErrorAnswer.UNAVAILABLE);
    }
    boolean connecting =
        cause instanceof ConnectException
            || cause instanceof UnknownHostException
            || cause instanceof SSLException;
    return new BackendFailure(
        connecting ? BackendError.CONNECT : BackendError.RESET, ErrorAnswer.BAD_GATEWAY);
  }
}
