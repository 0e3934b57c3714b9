package dev.apim.e2e.resilience;

import dev.apim.e2e.proxy.ApiRequest;
import dev.apim.e2e.proxy.Interference;
import dev.apim.e2e.proxy.Verdict;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Prepares the death of an operator that carries out changes in many namespaces at once. The n-th
 * write of each namespace is done, and the operator never hears of it; after it nothing is written
 * there any more, until all namespaces have come so far and the operator is killed. So to each of
 * them it has died after its n-th write.
 */
final class CrashOfAll implements Interference {
  private static final Pattern NAMESPACE = Pattern.compile("/namespaces/([^/?]+)/");

  private final int n;
  private final Map<String, Integer> writes = new ConcurrentHashMap<>();
  private final Map<String, Long> last = new ConcurrentHashMap<>();
  private final Map<String, Boolean> reached = new ConcurrentHashMap<>();

  CrashOfAll(int n) {
    this.n = n;
  }

  @Override
  public Verdict of(ApiRequest request) {
    String namespace = namespace(request);
    if (namespace == null) {
      return Verdict.PASS;
    }
    last.put(namespace, System.nanoTime());
    int count = writes.merge(namespace, 1, Integer::sum);
    if (count < n) {
      return Verdict.PASS;
    }
    return Verdict.of(count == n ? Verdict.Kind.CUT_ANSWER : Verdict.Kind.HANG);
  }

  @Override
  public void answered(ApiRequest request, int status) {
    String namespace = namespace(request);
    if (namespace != null && writes.get(namespace) >= n) {
      reached.put(namespace, true);
    }
  }

  /** Whether the n-th write of a namespace is done. */
  boolean reached(String namespace) {
    return reached.containsKey(namespace);
  }

  /** Whether nothing was written to a namespace for so long. */
  boolean isQuiet(String namespace, Duration time) {
    Long at = last.get(namespace);
    return at == null || System.nanoTime() - at > time.toNanos();
  }

  private static String namespace(ApiRequest request) {
    Matcher matcher = NAMESPACE.matcher(request.path());
    return request.isWrite() && matcher.find() ? matcher.group(1) : null;
  }
}
