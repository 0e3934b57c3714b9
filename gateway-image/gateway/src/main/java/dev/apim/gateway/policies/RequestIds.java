package dev.apim.gateway.policies;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Identities that are good enough to tell requests apart, and cost next to nothing. */
final class RequestIds {

  private RequestIds() {}

  static UUID next() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long high = random.nextLong() & ~0xF000L | 0x4000L;
    return new UUID(high, random.nextLong() >>> 2 | 0x8000000000000000L);
  }
}
