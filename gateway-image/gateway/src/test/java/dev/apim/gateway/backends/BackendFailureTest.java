package dev.apim.gateway.backends;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.gateway.metrics.BackendError;
import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClosedException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BackendFailureTest {

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new ConnectException("refused"), BackendError.CONNECT, 502),
        Arguments.of(new UnknownHostException("orders"), BackendError.CONNECT, 502),
        Arguments.of(new SSLHandshakeException("unknown issuer"), BackendError.CONNECT, 502),
        Arguments.of(new ConnectTimeoutException("3000 ms"), BackendError.TIMEOUT, 504),
        Arguments.of(new TimeoutException("240000 ms"), BackendError.TIMEOUT, 504),
        Arguments.of(new HttpClosedException("closed"), BackendError.RESET, 502),
        Arguments.of(new SlowClientException(), null, 408),
        Arguments.of(new BodyTooLargeException(1), null, 413),
        Arguments.of(new IOException("reset by peer"), BackendError.RESET, 502),
        Arguments.of(new ConnectionPoolTooBusyException("4096 wait"), BackendError.OVERLOAD, 503));
  }

  @ParameterizedTest
  @MethodSource("failures")
  @DisplayName("B115 each way in which a backend fails has its count and its answer")
  void eachFailureHasItsCountAndItsAnswer(Throwable cause, BackendError error, int status) {
    BackendFailure failure = BackendFailure.of(cause);
    assertThat(failure.error()).isEqualTo(error);
    assertThat(failure.answer().status()).isEqualTo(status);
  }
}
