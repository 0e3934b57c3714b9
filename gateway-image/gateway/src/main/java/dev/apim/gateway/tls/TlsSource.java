package dev.apim.gateway.tls;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apim.gateway.kubernetes.ApiServerClient;
import dev.apim.gateway.settings.GatewaySettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the Secrets that the own location names under {@code network.tls}, at an interval, so that
 * a rotated certificate is taken without a restart (B71). A Secret that is not there or cannot be
 * used is told, and its last good one stays. Runs on one event loop.
 */
public final class TlsSource {

  private static final Logger LOG = LoggerFactory.getLogger(TlsSource.class);

  private final Vertx vertx;
  private final ApiServerClient client;
  private final String location;
  private final String secrets;
  private final long intervalMillis;
  private final TlsCopy copy;
  private final Consumer<ServerTls> consumer;
  private Map<String, PemPair> lastGood = new LinkedHashMap<>();
  private ServerTls served;
  private boolean copyTried;
  private String told = "";
  private boolean stopped;

  /**
   * Wires the parts.
   *
   * @param consumer told of what the listener is to speak, at first and after every change
   */
  public TlsSource(
      Vertx vertx, ApiServerClient client, GatewaySettings settings, Consumer<ServerTls> consumer) {
    this.vertx = vertx;
    this.client = client;
    this.location =
        "/apis/apim.dev/v1alpha1/namespaces/"
            + settings.namespace()
            + "/gatewaylocations/"
            + settings.location();
    this.secrets = "/api/v1/namespaces/" + settings.namespace() + "/secrets/";
    this.intervalMillis = settings.relist().toMillis();
    this.copy = new TlsCopy(settings.dataDirectory(), settings.copyKey());
    this.consumer = consumer;
  }

  /** What a location asks for. */
  private record Wanted(List<String> names, boolean asksClients) {}

  /** Begins to look. */
  public void start() {
    look();
  }

  /** Ends; what is spoken stays as it is. */
  public void stop() {
    stopped = true;
  }

  private void look() {
    client
        .get(location)
        .compose(object -> read(wanted(object)))
        .onFailure(failure -> useCopy())
        .onComplete(
            done -> {
              if (!stopped) {
                double factor = ThreadLocalRandom.current().nextDouble(0.8, 1.2);
                vertx.setTimer((long) Math.max(1, intervalMillis * factor), again -> look());
              }
            });
  }

  private static Wanted wanted(JsonNode object) {
    JsonNode tls = object.path("spec").path("network").path("tls");
    List<String> names = new ArrayList<>();
    tls.path("certificates").forEach(one -> names.add(one.path("secretRef").path("name").asText()));
    return new Wanted(names, tls.path("clientCertificates").asText().equals("Ask"));
  }

  private Future<Void> read(Wanted wanted) {
    Map<String, PemPair> now = new LinkedHashMap<>();
    List<String> problems = new ArrayList<>();
    Future<Void> all = Future.succeededFuture();
    for (String name : wanted.names()) {
      all = all.compose(before -> read(name, now, problems));
    }
    return all.onSuccess(done -> take(wanted, now, problems));
  }

  private Future<Void> read(String name, Map<String, PemPair> now, List<String> problems) {
    return client
        .get(secrets + name)
        .transform(
            answer -> {
              Optional<String> problem = Optional.of("cannot be read");
              if (answer.succeeded()) {
                PemPair pair = pair(answer.result());
                problem = pair.problem();
                now.put(name, pair);
              }
              if (problem.isPresent()) {
                now.remove(name);
                if (lastGood.containsKey(name)) {
                  now.put(name, lastGood.get(name));
                }
                String why = answer.failed() ? answer.cause().getMessage() : problem.get();
                problems.add("the Secret \"" + name + "\" of network.tls: " + why);
              }
              return Future.succeededFuture();
            });
  }

  private static PemPair pair(JsonNode secret) {
    return new PemPair(text(secret, "tls.crt"), text(secret, "tls.key"));
  }

  private static String text(JsonNode secret, String key) {
    byte[] bytes = Base64.getDecoder().decode(secret.path("data").path(key).asText());
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private void take(Wanted wanted, Map<String, PemPair> now, List<String> problems) {
    tell(String.join("; ", problems));
    lastGood = now;
    serve(new ServerTls(List.copyOf(now.values()), wanted.asksClients()), true);
  }

  private void serve(ServerTls tls, boolean keep) {
    if (tls.certificates().isEmpty() || tls.equals(served)) {
      return;
    }
    served = tls;
    consumer.accept(tls);
    if (keep) {
      vertx.executeBlocking(
          () -> {
            copy.save(tls);
            return null;
          });
    }
  }

  /** Without its API server a gateway that starts takes what it had. */
  private void useCopy() {
    if (copyTried || served != null) {
      return;
    }
    copyTried = true;
    vertx
        .executeBlocking(copy::load)
        .onSuccess(
            found -> {
              if (served == null) {
                found.ifPresent(tls -> serve(tls, false));
              }
            });
  }

  private void tell(String now) {
    if (!now.equals(told)) {
      told = now;
      if (!now.isEmpty()) {
        LOG.warn("{}", now);
      }
    }
  }
}
