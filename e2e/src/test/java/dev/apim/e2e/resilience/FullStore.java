package dev.apim.e2e.resilience;

import dev.apim.e2e.proxy.ApiRequest;
import dev.apim.e2e.proxy.Interference;
import dev.apim.e2e.proxy.Verdict;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The etcd behind an API server is full: it refuses all writes but deletions and answers reads. The
 * leader's Lease is spared, or there would be no operator that writes.
 */
final class FullStore implements Interference {
  private final AtomicInteger refused = new AtomicInteger();

  @Override
  public Verdict of(ApiRequest request) {
    boolean needsRoom = request.isWrite() && !request.method().equals("DELETE");
    if (!needsRoom || request.isLease()) {
      return Verdict.PASS;
    }
    refused.incrementAndGet();
    return Verdict.answer(500);
  }

  /** How many writes it has refused. */
  int refused() {
    return refused.get();
  }
}
