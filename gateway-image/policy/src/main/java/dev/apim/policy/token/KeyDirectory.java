package dev.apim.policy.token;

import dev.apim.policy.host.Callback;
import dev.apim.policy.host.Failure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;

/**
 * Keys of OpenID providers by the address of their configuration. Fetched once however many ask,
 * again after an hour while the old ones serve on, and when a token names a key that is not there,
 * at most every half minute. A provider that fails leaves the old keys in place.
 */
public final class KeyDirectory {

  private static final Duration FRESH = Duration.ofHours(1);
  private static final Duration BETWEEN = Duration.ofSeconds(30);

  private final Fetcher fetcher;
  private final InstantSource clock;
  private final ConcurrentMap<String, Provider> providers = new ConcurrentHashMap<>();

  public KeyDirectory(Fetcher fetcher, InstantSource clock) {
    this.fetcher = fetcher;
    this.clock = clock;
  }

  /**
   * The keys of a provider.
   *
   * @param missing true where a key was looked for in vain: asks the provider again, if not too
   *     soon
   * @param thread where the answer is wanted
   */
  public void keys(String url, boolean missing, Executor thread, Callback<KeySet> done) {
    providers.computeIfAbsent(url, Provider::new).ask(missing, new Waiter(thread, done));
  }

  private record Waiter(Executor thread, Callback<KeySet> done) {
    void tell(KeySet keys, Failure failure) {
      thread.execute(
          () -> {
            if (failure == null) {
              done.done(keys);
            } else {
              done.failed(failure);
            }
          });
    }
  }

  /** One provider; its state under its own lock, callbacks outside. */
  private final class Provider {
    private final String url;
    private final List<Waiter> waiters = new ArrayList<>();
    private KeySet known;
    private Instant asked = Instant.MIN;
    private boolean asking;

    Provider(String url) {
      this.url = url;
    }

    void ask(boolean missing, Waiter waiter) {
      KeySet now;
      boolean fetch;
      synchronized (this) {
        Instant time = clock.instant();
        boolean waits = known == null || missing && !time.isBefore(since(BETWEEN));
        now = waits ? null : known;
        fetch = !asking && (waits || !time.isBefore(since(FRESH)));
        if (waits) {
          waiters.add(waiter);
        }
        if (fetch) {
          asking = true;
          asked = time;
        }
      }
      if (now != null) {
        waiter.done.done(now);
      }
      if (fetch) {
        configuration();
      }
    }

    private Instant since(Duration pause) {
      return asked.equals(Instant.MIN) ? Instant.MIN : asked.plus(pause);
    }

    private void configuration() {
      fetcher.get(
          url,
          new Reply() {
            @Override
            void read(byte[] json) {
              String issuer = KeySet.member(json, "issuer").orElse("");
              String address =
                  KeySet.member(json, "jwks_uri")
                      .orElseThrow(() -> new IllegalArgumentException("no 'jwks_uri'"));
              keys(issuer, address);
            }
          });
    }

    private void keys(String issuer, String address) {
      fetcher.get(
          address,
          new Reply() {
            @Override
            void read(byte[] json) {
              finish(new KeySet(issuer, KeySet.read(json)), null);
            }
          });
    }

    private void finish(KeySet keys, Failure failure) {
      List<Waiter> told;
      KeySet answer;
      synchronized (this) {
        known = keys == null ? known : keys;
        answer = known;
        asking = false;
        told = List.copyOf(waiters);
        waiters.clear();
      }
      told.forEach(w -> w.tell(answer, answer == null ? failure : null));
    }

    /** A reply that is read, or that fails with what was wrong with it. */
    private abstract class Reply implements Callback<byte[]> {
      abstract void read(byte[] json);

      @Override
      public void done(byte[] json) {
        try {
          read(json);
        } catch (IllegalArgumentException e) {
          failed(new Failure("OpenIdConfigurationInvalid", e.getMessage(), 500));
        }
      }

      @Override
      public void failed(Failure failure) {
        finish(
            null,
            new Failure("OpenIdConfigurationUnavailable", url + ": " + failure.message(), 500));
      }
    }
  }
}
