package dev.apim.gateway.backends;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.api.config.BackendEntry;
import dev.apim.api.config.CanonicalJson;
import dev.apim.api.v1alpha1.BackendSpec;
import dev.apim.api.v1alpha1.CircuitBreakerSpec;
import dev.apim.api.v1alpha1.LocalReference;
import dev.apim.gateway.upstream.Upstream;
import dev.apim.gateway.upstream.UpstreamBuilder;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AttemptsTest {

  private final Upstream once = upstream(new CircuitBreakerSpec(1, null, 10, null, 20, null));

  private static Upstream upstream(CircuitBreakerSpec breaker) {
    BackendSpec spec =
        new BackendSpec(
            new LocalReference("contoso"), null, "http://a", null, null, breaker, null, null);
    return new UpstreamBuilder()
        .build(List.of(new BackendEntry("a", spec.url(), CanonicalJson.tree(spec))), Map.of())
        .get("a");
  }

  private void fail(Throwable cause) {
    Attempts attempts = new Attempts(once);
    assertThat(attempts.next()).isNotNull();
    attempts.failed(cause);
  }

  @Test
  @DisplayName("B104 too many that wait for a connection are not counted against a member")
  void tooManyThatWaitAreNotCounted() {
    fail(new ConnectionPoolTooBusyException("too many wait"));
    assertThat(new Attempts(once).next()).isNotNull();
    fail(new TimeoutException());
    assertThat(new Attempts(once).next()).isNull();
  }
}
