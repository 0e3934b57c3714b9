package dev.apim.gateway.backends;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.api.config.BackendEntry;
import dev.apim.api.config.CanonicalJson;
import dev.apim.api.v1alpha1.BackendForm;
import dev.apim.api.v1alpha1.BackendPoolSpec;
import dev.apim.api.v1alpha1.BackendSpec;
import dev.apim.api.v1alpha1.CircuitBreakerSpec;
import dev.apim.api.v1alpha1.LocalReference;
import dev.apim.api.v1alpha1.PoolMemberSpec;
import dev.apim.gateway.metrics.ApiMetrics;
import dev.apim.gateway.metrics.GatewayMetrics;
import dev.apim.gateway.runtime.ServedRevision;
import dev.apim.gateway.settings.GatewaySettings;
import dev.apim.gateway.telemetry.RequestRecord;
import dev.apim.gateway.upstream.Member;
import dev.apim.gateway.upstream.Upstream;
import dev.apim.gateway.upstream.UpstreamBuilder;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpMethod;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AttemptsTest {

  private static final LocalReference CONTOSO = new LocalReference("contoso");
  private static final CircuitBreakerSpec ONCE =
      new CircuitBreakerSpec(1, null, 10, null, 20, null);

  private static final Map<String, String> LEAST =
      Map.of(
          "APIM_INSTANCE", "contoso",
          "APIM_LOCATION", "west",
          "APIM_NAMESPACE", "shop",
          "APIM_REPLICA_NAME", "west-1");

  private final ApiMetrics meters =
      new GatewayMetrics(GatewaySettings.read(LEAST), new ServedRevision()).api("orders");

  private static BackendEntry address(String name, CircuitBreakerSpec breaker) {
    return entry(
        name, new BackendSpec(CONTOSO, null, "http://" + name, null, null, breaker, null, null));
  }

  private static BackendEntry entry(String name, BackendSpec spec) {
    return new BackendEntry(name, spec.url(), CanonicalJson.tree(spec));
  }

  private static Upstream upstream(BackendEntry... entries) {
    return new UpstreamBuilder()
        .build(List.of(entries), Map.of())
        .get(entries[entries.length - 1].name());
  }

  private static Upstream pool(String... members) {
    List<BackendEntry> entries = new ArrayList<>();
    List<PoolMemberSpec> named = new ArrayList<>();
    for (String member : members) {
      entries.add(address(member, null));
      named.add(new PoolMemberSpec(member, 1, 1));
    }
    BackendSpec spec =
        new BackendSpec(
            CONTOSO, BackendForm.Pool, null, new BackendPoolSpec(named), null, null, null, null);
    entries.add(entry("pool", spec));
    return upstream(entries.toArray(BackendEntry[]::new));
  }

  private Attempts attempts(Upstream upstream) {
    return new Attempts(upstream, meters, RequestRecord.NONE);
  }

  private void failOnce(Upstream upstream, Throwable cause) {
    Attempts attempts = attempts(upstream);
    assertThat(attempts.first()).isNotNull();
    assertThat(attempts.after(cause, true, true)).isNull();
  }

  @Test
  @DisplayName("B104 too many that wait for a connection are not counted against a member")
  void tooManyThatWaitAreNotCounted() {
    Upstream once = upstream(address("a", ONCE));
    failOnce(once, new ConnectionPoolTooBusyException("too many wait"));
    assertThat(attempts(once).first()).isNotNull();
    failOnce(once, new TimeoutException());
    assertThat(attempts(once).first()).isNull();
  }

  @Test
  @DisplayName("B122 each member is asked once, three at most")
  void eachMemberIsAskedOnceThreeAtMost() {
    Attempts attempts = attempts(pool("a", "b", "c", "d"));
    Set<Member> asked = new HashSet<>();
    for (Member next = attempts.first();
        next != null;
        next = attempts.after(new TimeoutException(), true, true)) {
      asked.add(next);
    }
    assertThat(asked).hasSize(3);
  }

  @Test
  @DisplayName("B81 what may have been carried out and cannot be sent twice is not")
  void whatCannotBeSentTwiceIsNot() {
    Attempts sent = attempts(pool("a", "b"));
    sent.first();
    assertThat(sent.after(new HttpClosedException("gone"), true, false)).isNull();
    Attempts unsent = attempts(pool("a", "b"));
    Member first = unsent.first();
    assertThat(unsent.after(new ConnectException(), false, false)).isNotNull().isNotEqualTo(first);
    assertThat(Attempts.isRepeatable(HttpMethod.POST, true)).isFalse();
    assertThat(Attempts.isRepeatable(HttpMethod.PUT, true)).isTrue();
    assertThat(Attempts.isRepeatable(HttpMethod.PUT, false)).isFalse();
  }

  @Test
  @DisplayName("B122 a kept connection that was just closed costs nothing, once in a request")
  void aLostConnectionCostsNothingOnce() {
    Attempts attempts = attempts(upstream(address("a", ONCE)));
    Member only = attempts.first();
    assertThat(attempts.after(new HttpClosedException("gone"), true, true)).isSameAs(only);
    assertThat(only.isOpen(System.nanoTime())).isTrue();
    assertThat(attempts.after(new HttpClosedException("gone"), true, true)).isNull();
    assertThat(only.isOpen(System.nanoTime())).isFalse();
  }

  @Test
  @DisplayName("B98 to ask another takes one turn of the weights, and to find none takes none")
  void toAskAnotherTakesOneTurn() {
    Upstream asked = pool("a", "b", "c");
    Upstream untouched = pool("a", "b", "c");
    Attempts attempts = attempts(asked);
    attempts.first();
    attempts.after(new TimeoutException(), true, true);
    untouched.choose(0, List.of());
    untouched.choose(0, List.of());
    for (int i = 0; i < 20; i++) {
      assertThat(asked.choose(0, List.of()).name())
          .isEqualTo(untouched.choose(0, List.of()).name());
    }
  }
}
