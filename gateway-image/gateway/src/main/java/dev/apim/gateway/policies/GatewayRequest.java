package dev.apim.gateway.policies;

import dev.apim.gateway.backends.Headers;
import dev.apim.gateway.router.Match;
import dev.apim.gateway.upstream.Member;
import dev.apim.policy.context.RequestMessage;
import dev.apim.policy.context.RequestUrl;
import dev.apim.policy.context.ValueMap;
import dev.apim.policy.host.ClientCertificate;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The request as policies see and change it. */
final class GatewayRequest implements RequestMessage {

  private final RequestUrl originalUrl;
  private final String ipAddress;
  private final Supplier<Optional<X509Certificate>> certificate;
  private final HeaderValues headers;
  private final Map<String, String> matchedParameters;
  private final QueryValues query = new QueryValues(this);
  private final Body body = new Body();
  private String method;
  private RequestUrl url;
  private ClientCertificate shown;

  /**
   * What a client sent, without the headers of its connection.
   *
   * @param url towards the backend
   */
  GatewayRequest(HttpServerRequest in, Match match, RequestUrl url) {
    MultiMap copied = MultiMap.caseInsensitiveMultiMap();
    Headers.ofClient(in, copied);
    this.method = in.method().name();
    this.url = url;
    this.originalUrl = ForwardTarget.original(in, match.target());
    this.ipAddress = in.remoteAddress().hostAddress();
    this.certificate = () -> ClientCertificates.of(in);
    this.headers = new HeaderValues(copied);
    this.matchedParameters = match.parameters();
  }

  @Override
  public String method() {
    return method;
  }

  @Override
  public void method(String other) {
    method = other;
  }

  @Override
  public RequestUrl url() {
    return url;
  }

  @Override
  public void url(RequestUrl other) {
    url = other;
  }

  @Override
  public RequestUrl originalUrl() {
    return originalUrl;
  }

  @Override
  public String ipAddress() {
    return ipAddress;
  }

  @Override
  public Optional<X509Certificate> certificate() {
    return certificate.get();
  }

  @Override
  public ValueMap headers() {
    return headers;
  }

  /** What the backend is shown of who the gateway is. */
  void show(ClientCertificate other) {
    shown = other;
  }

  /** A member as it is spoken to: what a policy shows stands before what its Backend says. */
  Member shownTo(Member member) {
    return shown == null ? member : member.shown(shown.certificate(), shown.key());
  }

  MultiMap rawHeaders() {
    return headers.headers();
  }

  @Override
  public ValueMap query() {
    return query;
  }

  @Override
  public Map<String, String> matchedParameters() {
    return matchedParameters;
  }

  @Override
  public Body body() {
    return body;
  }
}
