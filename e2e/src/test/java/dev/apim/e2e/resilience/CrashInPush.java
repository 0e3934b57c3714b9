package dev.apim.e2e.resilience;

import dev.apim.e2e.proxy.ApiProxy;
import dev.apim.e2e.proxy.ApiRequest;
import dev.apim.e2e.proxy.Interference;
import dev.apim.e2e.proxy.Verdict;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * Ends, or halts, the operator when any of its API servers has done the n-th write that publishes.
 */
final class CrashInPush implements Interference {
  private static final Pattern PUBLISHES =
      Pattern.compile(
          "/(namespaces/apim/secrets|configurationbuckets|configurationsnapshots"
              + "|gatewayconfigurations(/[^/?]+)?|apimanagementinstances/[^/?]+"
              + "|gatewaylocations/[^/?]+)(\\?(?!.*dryRun=)|$)");

  private final List<ApiProxy> proxies;
  private final Runnable kill;
  private final AtomicInteger left;
  private volatile String last = "";

  /**
   * Waits for the n-th write.
   *
   * @param proxies those whose connections end with it
   * @param kill ends or halts the operator
   */
  CrashInPush(int writes, List<ApiProxy> proxies, Runnable kill) {
    this.left = new AtomicInteger(writes);
    this.proxies = proxies;
    this.kill = kill;
  }

  @Override
  public Verdict of(ApiRequest request) {
    return Verdict.PASS;
  }

  @Override
  public void answered(ApiRequest request, int status) {
    if (request.isWrite()
        && status < 300
        && PUBLISHES.matcher(request.path()).find()
        && left.decrementAndGet() == 0) {
      kill.run();
      proxies.forEach(ApiProxy::die);
      last = request.method() + " " + request.path();
    }
  }

  /** The write after which it died; empty while it lives. */
  String last() {
    return last;
  }
}
