package dev.apim.policy.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.policy.fixture.Told;
import dev.apim.policy.host.Callback;
import dev.apim.policy.host.Failure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyDirectoryTest {

  private static final String URL = "https://idp.example/c";

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final List<Callback<byte[]>> asked = new ArrayList<>();
  private final KeyDirectory keys = new KeyDirectory((url, done) -> asked.add(done), () -> now);

  private Told<KeySet> ask() {
    Told<KeySet> told = new Told<>();
    keys.keys(URL, false, Runnable::run, told);
    return told;
  }

  private void answer(String json) {
    asked.remove(0).done(json.getBytes(StandardCharsets.UTF_8));
  }

  private void answerWell() {
    answer("{\"issuer\":\"i\",\"jwks_uri\":\"https://idp.example/k\"}");
    answer("{\"keys\":[]}");
  }

  @Test
  void manyWhoAskAtOnceShareOneFetch() {
    Told<KeySet> first = ask();
    Told<KeySet> second = ask();
    assertThat(asked).hasSize(1);
    answerWell();
    assertThat(first.value().issuer()).isEqualTo("i");
    assertThat(second.value()).isEqualTo(first.value());
    assertThat(first.times()).isEqualTo(1);
  }

  @Test
  void oldKeysServeWhileNewOnesAreFetchedAndWhenThatFails() {
    ask();
    answerWell();
    now = now.plus(Duration.ofMinutes(61));
    assertThat(ask().value().issuer()).isEqualTo("i");
    assertThat(asked).hasSize(1);
    asked.remove(0).failed(new Failure("Timeout", "late", 504));
    assertThat(ask().value().issuer()).isEqualTo("i");
  }

  @Test
  void aProviderThatSaysNonsenseIsAFailureAndIsAskedAgain() {
    Told<KeySet> told = ask();
    answer("[1]");
    assertThat(told.failure().reason()).isEqualTo("OpenIdConfigurationUnavailable");
    Told<KeySet> again = ask();
    answerWell();
    assertThat(again.value().issuer()).isEqualTo("i");
  }
}
