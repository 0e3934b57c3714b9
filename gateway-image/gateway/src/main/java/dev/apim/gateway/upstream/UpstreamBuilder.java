package dev.apim.gateway.upstream;

import dev.apim.api.config.BackendEntry;
import dev.apim.api.v1alpha1.BackendClientCertificateSpec;
import dev.apim.api.v1alpha1.BackendSpec;
import dev.apim.api.v1alpha1.BackendTlsSpec;
import dev.apim.api.v1alpha1.CircuitBreakerSpec;
import dev.apim.api.v1alpha1.PoolMemberSpec;
import dev.apim.policy.BackendUrl;
import dev.apim.policy.InvalidUrlException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds the backends of a revision. What the breakers of the revision before have counted is kept
 * for members that are the same, so that a swap sends no requests to a member that was left alone.
 */
public final class UpstreamBuilder {

  private Map<String, Known> before = Map.of();
  private Map<String, Known> built = Map.of();

  /** A breaker and what it was made for. */
  private record Known(String url, CircuitBreakerSpec spec, Breaker breaker) {}

  /**
   * Builds them.
   *
   * @param values named values, which credentials may name
   * @return by name
   * @throws IllegalArgumentException where one cannot be served; the message says which and why
   */
  public Map<String, Upstream> build(List<BackendEntry> entries, Map<String, String> values) {
    Map<String, Known> now = new HashMap<>();
    Map<String, Member> members = new HashMap<>();
    Map<String, Upstream> upstreams = new HashMap<>();
    for (BackendEntry entry : entries) {
      if (entry.url() != null) {
        Member member = member(entry, values, now);
        members.put(entry.name(), member);
        upstreams.put(entry.name(), Upstream.of(member));
      }
    }
    for (BackendEntry entry : entries) {
      if (entry.url() == null) {
        upstreams.put(entry.name(), pool(entry, members));
      }
    }
    built = now;
    return Map.copyOf(upstreams);
  }

  /** What was built last is served: the next revision keeps what its breakers count. */
  public void accepted() {
    before = built;
  }

  private Member member(BackendEntry entry, Map<String, String> values, Map<String, Known> now) {
    try {
      BackendUrl url = BackendUrl.parse(entry.url());
      BackendSpec spec = entry.spec() == null ? BackendSpec.ofUrl(null, entry.url()) : entry.spec();
      return new Member(
          entry.name(),
          url,
          1,
          1,
          spec.protocol(),
          shown(spec.tls(), values),
          Credentials.of(spec.credentials(), values),
          breaker(entry, spec.circuitBreaker(), now));
    } catch (InvalidUrlException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the Backend \"" + entry.name() + "\": " + e.getMessage(), e);
    }
  }

  /** With the client certificate and its key in their places. */
  private static BackendTlsSpec shown(BackendTlsSpec tls, Map<String, String> values) {
    if (tls == null || tls.clientCertificate() == null) {
      return tls;
    }
    return new BackendTlsSpec(
        tls.verification(),
        tls.serverName(),
        tls.caCertificates(),
        new BackendClientCertificateSpec(
            Credentials.fill(tls.clientCertificate().certificate(), values),
            Credentials.fill(tls.clientCertificate().key(), values)));
  }

  private Breaker breaker(BackendEntry entry, CircuitBreakerSpec spec, Map<String, Known> now) {
    if (spec == null) {
      return null;
    }
    Known known = before.get(entry.name());
    boolean same = known != null && known.url().equals(entry.url()) && known.spec().equals(spec);
    Breaker breaker = same ? known.breaker() : new Breaker(spec);
    now.put(entry.name(), new Known(entry.url(), spec, breaker));
    return breaker;
  }

  private static Upstream pool(BackendEntry entry, Map<String, Member> members) {
    BackendSpec spec = entry.spec();
    if (spec == null || spec.pool() == null || spec.pool().members().isEmpty()) {
      throw new IllegalArgumentException(
          "the Backend \"" + entry.name() + "\" has neither an address nor members");
    }
    List<Member> chosen = new ArrayList<>();
    for (PoolMemberSpec wanted : spec.pool().members()) {
      Member member = members.get(wanted.name());
      if (member == null) {
        throw new IllegalArgumentException(
            "the pool \""
                + entry.name()
                + "\" names no backend of the document that has an address: "
                + wanted.name());
      }
      chosen.add(member.in(wanted.weight(), wanted.priority()));
    }
    return Upstream.pool(chosen);
  }
}
