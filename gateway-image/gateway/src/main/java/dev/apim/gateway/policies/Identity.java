package dev.apim.gateway.policies;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.apim.gateway.settings.IdentitySettings;
import dev.apim.policy.host.Callback;
import dev.apim.policy.host.Failure;
import dev.apim.policy.host.OutgoingRequest;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tokens in the gateway's own name, for authentication-managed-identity. One from an endpoint is
 * kept until shortly before it expires; one in a file is read each minute, as its owner renews it.
 * One for each event loop.
 */
final class Identity {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration SPARE = Duration.ofMinutes(2);
  private static final Duration FILE_LIFE = Duration.ofMinutes(1);
  private static final Duration LEAST_LIFE = Duration.ofSeconds(1);
  private static final long DEFAULT_SECONDS = 300;
  private static final int MOST_TOKENS = 1_000;

  private final IdentitySettings settings;
  private final Vertx vertx;
  private final OwnRequests requests;
  private final InstantSource clock;
  private final JsonMapper json = new JsonMapper();
  private final Map<Subject, Held> held = new HashMap<>();

  Identity(IdentitySettings settings, Vertx vertx, OwnRequests requests, InstantSource clock) {
    this.settings = settings;
    this.vertx = vertx;
    this.requests = requests;
    this.clock = clock;
  }

  private record Subject(String resource, String clientId) {}

  private record Held(String token, Instant until) {

    @Override
    public String toString() {
      return "Held until " + until;
    }
  }

  /**
   * Gives a token.
   *
   * @param clientId which of several identities; null for the only one
   */
  void token(String resource, String clientId, Callback<String> done) {
    Subject subject = new Subject(resource, clientId);
    Held known = held.get(subject);
    if (known != null && clock.instant().isBefore(known.until())) {
      done.done(known.token());
    } else if (settings.endpoint().isPresent()) {
      ask(settings.endpoint().get(), subject, done);
    } else if (settings.tokenFile().isPresent()) {
      read(settings.tokenFile().get(), subject, done);
    } else {
      done.failed(
          unavailable(
              "this gateway has no identity of its own for "
                  + resource
                  + ": neither APIM_IDENTITY_ENDPOINT nor APIM_IDENTITY_TOKEN_FILE is set"));
    }
  }

  private void read(Path file, Subject subject, Callback<String> done) {
    vertx
        .executeBlocking(() -> Files.readString(file).strip())
        .onSuccess(
            token -> {
              keep(subject, token, FILE_LIFE);
              done.done(token);
            })
        .onFailure(failure -> done.failed(unavailable("the token's file cannot be read")));
  }

  private void ask(String endpoint, Subject subject, Callback<String> done) {
    String url =
        endpoint
            + (endpoint.contains("?") ? "&" : "?")
            + "resource="
            + encoded(subject.resource())
            + (subject.clientId() == null ? "" : "&client_id=" + encoded(subject.clientId()));
    requests.send(
        new OutgoingRequest(
            "GET",
            url,
            Map.of("Metadata", List.of("true"), "Accept", List.of("application/json")),
            null,
            PATIENCE,
            null,
            null),
        new Callback<>() {
          @Override
          public void done(GatewayResponse answer) {
            take(answer, subject, done);
          }

          @Override
          public void failed(Failure failure) {
            done.failed(unavailable("the identity endpoint: " + failure.message()));
          }
        });
  }

  private void take(GatewayResponse answer, Subject subject, Callback<String> done) {
    if (answer.status() != 200) {
      done.failed(unavailable("the identity endpoint answers " + answer.status()));
      return;
    }
    JsonNode body;
    try {
      body = json.readTree(answer.body().bytes(true));
    } catch (IOException e) {
      body = json.missingNode();
    }
    String token = body.path("access_token").asText();
    if (token.isEmpty()) {
      done.failed(unavailable("the identity endpoint answers without an access_token"));
      return;
    }
    keep(subject, token, life(body));
    done.done(token);
  }

  private static Duration life(JsonNode body) {
    Duration all = Duration.ofSeconds(body.path("expires_in").asLong(DEFAULT_SECONDS));
    Duration kept = all.compareTo(SPARE.multipliedBy(2)) > 0 ? all.minus(SPARE) : all.dividedBy(2);
    return kept.compareTo(LEAST_LIFE) > 0 ? kept : LEAST_LIFE;
  }

  private void keep(Subject subject, String token, Duration life) {
    if (held.size() >= MOST_TOKENS) {
      held.clear();
    }
    held.put(subject, new Held(token, clock.instant().plus(life)));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static Failure unavailable(String why) {
    return new Failure("TokenUnavailable", why, 500);
  }
}
