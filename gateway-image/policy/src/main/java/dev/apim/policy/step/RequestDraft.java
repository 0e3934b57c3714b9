package dev.apim.policy.step;

import dev.apim.policy.context.RequestMessage;
import dev.apim.policy.document.Element;
import dev.apim.policy.host.ClientCertificate;
import dev.apim.policy.host.Failure;
import dev.apim.policy.host.OutgoingRequest;
import dev.apim.policy.host.ProxyServer;
import java.util.List;
import java.util.function.Function;

/** A request as send-request describes it. */
final class RequestDraft {

  private static final List<String> MODES = List.of("new", "copy");

  private final Text mode;
  private final Text timeout;
  private final Text url;
  private final Text method;
  private final NewBody body;
  private final List<MessageSteps.Change> headers;
  private final Function<Track, String> basic;
  private final AccessSteps.Identity identity;
  private final ClientCertificate certificate;
  private final Function<Track, ProxyServer> proxy;

  RequestDraft(StepCompiler compiler, Element element, StepCompiler.Surroundings around) {
    mode = compiler.option(element, "mode", "new");
    timeout = compiler.option(element, "timeout", "60");
    if (!mode.isLiteral() || mode.literal().equalsIgnoreCase("copy")) {
      compiler.needsRequestBody();
    }
    url = element.child("set-url").map(compiler::content).orElse(null);
    method = element.child("set-method").map(compiler::content).orElse(null);
    body = element.child("set-body").map(b -> compiler.body(b, around)).orElse(null);
    MessageSteps messages = new MessageSteps(compiler);
    headers =
        element.children().stream()
            .filter(c -> c.name().equals("set-header"))
            .map(messages::change)
            .toList();
    AccessSteps access = new AccessSteps(compiler);
    basic = element.child("authentication-basic").map(access::credentials).orElse(null);
    identity = element.child("authentication-managed-identity").map(access::identity).orElse(null);
    certificate = element.child("authentication-certificate").map(access::certificate).orElse(null);
    proxy = element.child("proxy").map(p -> CallSteps.server(compiler, p)).orElse(null);
  }

  /** Puts the request together, with a token first where it needs one, and hands it on. */
  void prepare(
      Track track,
      Function<Failure, Step.After> failed,
      Function<OutgoingRequest, Step.After> next) {
    if (identity == null) {
      track.resume(() -> next.apply(request(track, null)));
    } else {
      identity.token(
          track, track.then(token -> next.apply(request(track, "Bearer " + token)), failed));
    }
  }

  private OutgoingRequest request(Track track, String authorization) {
    var exchange = track.exchange();
    RequestMessage present = exchange.request();
    boolean copies = mode.word(exchange, MODES).equals("copy");
    Responses.Pairs pairs = new Responses.Pairs();
    if (copies) {
      present.headers().names().forEach(n -> pairs.set(n, present.headers().get(n)));
    }
    headers.forEach(h -> h.apply(track, pairs));
    String credentials = basic == null ? authorization : basic.apply(track);
    if (credentials != null) {
      pairs.set("Authorization", List.of(credentials));
    }
    return new OutgoingRequest(
        method != null ? method.of(exchange).strip() : copies ? present.method() : "GET",
        url == null ? present.url().toString() : url.of(exchange).strip(),
        pairs.toMap(),
        body != null ? body.bytes(track) : copies ? present.body().bytes(true) : new byte[0],
        timeout.seconds(exchange),
        certificate,
        proxy == null ? null : proxy.apply(track));
  }
}
