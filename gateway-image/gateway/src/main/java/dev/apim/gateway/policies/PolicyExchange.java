package dev.apim.gateway.policies;

import dev.apim.gateway.backends.BackendFailure;
import dev.apim.gateway.backends.Connector;
import dev.apim.gateway.backends.ErrorAnswer;
import dev.apim.gateway.metrics.ApiMetrics;
import dev.apim.gateway.metrics.GatewayMetrics;
import dev.apim.gateway.router.Match;
import dev.apim.gateway.router.Route;
import dev.apim.gateway.telemetry.RequestRecord;
import dev.apim.policy.context.ErrorFacts;
import dev.apim.policy.context.ExchangeFacts;
import dev.apim.policy.context.ResponseMessage;
import dev.apim.policy.host.BackendTarget;
import dev.apim.policy.host.Callback;
import dev.apim.policy.host.ClientCertificate;
import dev.apim.policy.host.Exchange;
import dev.apim.policy.host.ForwardOptions;
import dev.apim.policy.host.Host;
import dev.apim.policy.host.OutgoingRequest;
import dev.apim.policy.host.ProxyServer;
import dev.apim.policy.host.StepObserver;
import dev.apim.policy.host.TraceLine;
import dev.apim.policy.program.ProgramRun;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request under a program, from its headers to the end of its answer. */
final class PolicyExchange implements Exchange {

  /** Most that is kept of a body that policies read. */
  static final int MAX_BODY_BYTES = 8 * 1024 * 1024;

  private static final Duration LARGE_BODY_TIME = Duration.ofSeconds(1);
  private static final Logger LOG = LoggerFactory.getLogger(PolicyExchange.class);

  private final LoopHost host;
  private final GatewayMetrics metrics;
  private final ApiMetrics meters;
  private final Route route;
  private final ClientSide clientSide;
  private final GatewayRequest request;
  private final ForwardTarget target;
  private final Forwarding forwarding;
  private final ExchangeFacts facts;
  private final Map<String, Object> variables = new HashMap<>();
  private final Instant timestamp;
  private final long startedAt = System.nanoTime();
  private UUID requestId;
  private GatewayResponse response;
  private ErrorFacts lastError;
  private ProgramRun run;
  private boolean done;

  PolicyExchange(
      LoopHost host,
      Connector connector,
      GatewayMetrics metrics,
      ExchangeFacts.Deployment deployment,
      HttpServerRequest in,
      Match match,
      RequestRecord record) {
    this.host = host;
    this.metrics = metrics;
    this.meters = metrics.api(match.route().api());
    this.route = match.route();
    this.timestamp = host.now();
    this.clientSide = new ClientSide(host.vertx(), in, connector, record, () -> finish(0));
    this.target = new ForwardTarget(route, match.target());
    this.request = new GatewayRequest(in, match, this.target.url());
    this.forwarding =
        new Forwarding(
            host,
            connector,
            new Forwarding.Parties(clientSide, request, this.target),
            route,
            meters,
            answer -> response = answer);
    this.facts = facts(match, deployment);
  }

  private static ExchangeFacts facts(Match match, ExchangeFacts.Deployment deployment) {
    return new ExchangeFacts(
        match.route().facts(),
        match.route().operation(),
        match.caller().product(),
        match.caller().subscription(),
        null,
        deployment,
        match.route().certificates());
  }

  void begin() {
    metrics.begin();
    if (!route.program().needs().requestBody()) {
      start();
      return;
    }
    clientSide
        .body()
        .read(MAX_BODY_BYTES)
        .onSuccess(
            content -> {
              request.body().set(content);
              start();
            })
        .onFailure(tooLarge -> refuse(ErrorAnswer.TOO_LARGE));
  }

  /** A request that goes no further than to the policies that are told of that. */
  void refuse(Refused refused, boolean preflight) {
    metrics.begin();
    began(
        preflight
            ? route.program().preflight(this, refused.error(), this::ended)
            : route.program().refuse(this, refused.error(), this::ended));
  }

  private void start() {
    if (!done) {
      began(route.program().start(this, this::ended));
    }
  }

  /** A program may be over before it is known. */
  private void began(ProgramRun started) {
    run = started;
    if (done) {
      run.close(clientSide.bytes());
    }
  }

  private void refuse(ErrorAnswer error) {
    if (!done) {
      finish(error.status());
      clientSide.refuse(error);
    }
  }

  private void ended() {
    if (done) {
      return;
    }
    GatewayResponse answer = response;
    clientSide
        .send(answer)
        .onSuccess(sent -> finish(answer.status()))
        .onFailure(failure -> broken(answer, failure));
  }

  /** The backend broke off in the middle of its answer, or the client left. */
  private void broken(GatewayResponse answer, Throwable failure) {
    if (done) {
      return;
    }
    LOG.debug("The answer of {} broke off", route.api(), failure);
    BackendFailure told = BackendFailure.of(failure);
    if (answer.failure() != null) {
      forwarding.broken(answer.failure());
    }
    finish(clientSide.isAnswered() ? answer.status() : told.answer().status());
    clientSide.breakOff(told.answer());
  }

  /** Once: a WebSocket whose client has left is over a while later, too. */
  private void finish(int status) {
    if (done) {
      return;
    }
    done = true;
    metrics.end();
    meters.answered(status, System.nanoTime() - startedAt);
    clientSide.told(status);
    forwarding.end(status == 0 || response == null || response.stream() == null);
    if (run != null) {
      run.close(clientSide.bytes());
    }
    if (status != 0) {
      clientSide.discardRest();
    }
  }

  @Override
  public void forward(ForwardOptions options, Callback<Void> told) {
    forwarding.begin(options, told);
  }

  @Override
  public void send(OutgoingRequest outgoing, Callback<ResponseMessage> told) {
    host.requests().send(outgoing, told);
  }

  @Override
  public void backend(BackendTarget other) {
    target.backend(other);
  }

  @Override
  public void clientCertificate(ClientCertificate certificate) {
    request.show(certificate);
  }

  @Override
  public void proxy(ProxyServer server) {
    forwarding.proxy(server);
  }

  @Override
  public ResponseMessage newResponse() {
    response = GatewayResponse.empty();
    return response;
  }

  @Override
  public void useResponse(ResponseMessage other) {
    response = (GatewayResponse) other;
  }

  @Override
  public void lastError(ErrorFacts error) {
    lastError = error;
    meters.policyFailed(error.source(), error.reason());
    clientSide.record().failed(String.valueOf(error.source()), String.valueOf(error.reason()));
  }

  @Override
  public ErrorFacts lastError() {
    return lastError;
  }

  @Override
  public GatewayRequest request() {
    return request;
  }

  @Override
  public GatewayResponse response() {
    return response;
  }

  @Override
  public Map<String, Object> variables() {
    return variables;
  }

  @Override
  public ExchangeFacts facts() {
    return facts;
  }

  /** Made when asked for, and good enough to tell requests apart. */
  @Override
  public UUID requestId() {
    requestId = requestId == null ? RequestIds.next() : requestId;
    return requestId;
  }

  @Override
  public Instant timestamp() {
    return timestamp;
  }

  @Override
  public Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - startedAt);
  }

  @Override
  public Duration moreTime() {
    return Context.isOnWorkerThread() ? LARGE_BODY_TIME : Duration.ZERO;
  }

  @Override
  public void trace(String message) {
    LOG.debug("{}: {}", route.api(), message);
  }

  @Override
  public StepObserver observer() {
    return clientSide.record().trace();
  }

  @Override
  public void trace(TraceLine line) {
    clientSide.record().say(line.source(), line.message());
    LOG.info("{}: {}: {} {}", route.api(), line.source(), line.message(), line.metadata());
  }

  @Override
  public Host host() {
    return host;
  }
}
