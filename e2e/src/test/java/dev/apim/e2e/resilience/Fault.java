package dev.apim.e2e.resilience;

import dev.apim.e2e.proxy.ApiRequest;
import dev.apim.e2e.proxy.Interference;
import dev.apim.e2e.proxy.Verdict;
import java.util.Collection;
import java.util.Locale;
import java.util.Random;

/** What an API server, or the network before it, does wrong. The leader's Lease is spared. */
enum Fault {
  CONFLICTS {
    @Override
    Verdict of(ApiRequest request, Random chance) {
      return request.isWrite() && chance.nextInt(3) == 0 ? Verdict.answer(409) : Verdict.PASS;
    }
  },
  TOO_MANY_REQUESTS {
    @Override
    Verdict of(ApiRequest request, Random chance) {
      return chance.nextInt(3) == 0 ? Verdict.answer(429) : Verdict.PASS;
    }
  },
  SERVER_ERRORS {
    @Override
    Verdict of(ApiRequest request, Random chance) {
      return chance.nextInt(3) == 0 ? Verdict.answer(500) : Verdict.PASS;
    }
  },
  HANGS {
    @Override
    Verdict of(ApiRequest request, Random chance) {
      return request.isWrite() && chance.nextInt(8) == 0
          ? Verdict.of(Verdict.Kind.HANG)
          : Verdict.PASS;
    }
  },
  SLOW_ANSWERS {
    @Override
    Verdict of(ApiRequest request, Random chance) {
      return Verdict.late(chance.nextInt(800));
    }
  },
  CUT_CONNECTIONS {
    @Override
    Verdict of(ApiRequest request, Random chance) {
      return chance.nextInt(4) == 0 ? Verdict.of(Verdict.Kind.CUT) : Verdict.PASS;
    }
  },
  LOST_ANSWERS {
    @Override
    Verdict of(ApiRequest request, Random chance) {
      return request.isWrite() && chance.nextInt(3) == 0
          ? Verdict.of(Verdict.Kind.CUT_ANSWER)
          : Verdict.PASS;
    }
  },
  DROPPED_WATCHES {
    @Override
    Interference.EventVerdict ofEvent(Random chance) {
      return new Interference.EventVerdict(1, chance.nextInt(6) == 0, 0);
    }
  },
  DUPLICATED_EVENTS {
    @Override
    Interference.EventVerdict ofEvent(Random chance) {
      return new Interference.EventVerdict(2, false, 0);
    }
  },
  LATE_EVENTS {
    @Override
    Interference.EventVerdict ofEvent(Random chance) {
      return new Interference.EventVerdict(1, false, chance.nextInt(700));
    }
  },
  STALE_LISTS {
    @Override
    Verdict of(ApiRequest request, Random chance) {
      if (request.isWatch() && chance.nextInt(3) == 0) {
        return Verdict.answer(410);
      }
      return request.isList() ? Verdict.of(Verdict.Kind.STALE) : Verdict.PASS;
    }

    @Override
    Interference.EventVerdict ofEvent(Random chance) {
      return new Interference.EventVerdict(1, chance.nextInt(6) == 0, 0);
    }
  },
  /** Now this, now that. */
  EVERYTHING {
    @Override
    Verdict of(ApiRequest request, Random chance) {
      return chance.nextInt(2) == 0
          ? Verdict.PASS
          : Fault.values()[chance.nextInt(Fault.values().length - 1)].of(request, chance);
    }

    @Override
    Interference.EventVerdict ofEvent(Random chance) {
      return chance.nextInt(2) == 0
          ? Interference.EventVerdict.PASS
          : Fault.values()[chance.nextInt(Fault.values().length - 1)].ofEvent(chance);
    }
  };

  Verdict of(ApiRequest request, Random chance) {
    return Verdict.PASS;
  }

  Interference.EventVerdict ofEvent(Random chance) {
    return Interference.EventVerdict.PASS;
  }

  /** The namespace whose requests suffer from this fault, where each has one. */
  String namespace() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Each of these in its own namespace, and of what is asked for all namespaces, lists that are
   * stale and events that are lost, doubled or late.
   */
  static Interference each(Collection<Fault> faults, long seed) {
    Random chance = new Random(seed);
    Fault[] events = {DROPPED_WATCHES, DUPLICATED_EVENTS, LATE_EVENTS};
    return new Interference() {
      @Override
      public Verdict of(ApiRequest request) {
        if (request.isLease()) {
          return Verdict.PASS;
        }
        synchronized (chance) {
          return faults.stream()
              .filter(fault -> request.path().contains("/" + fault.namespace() + "/"))
              .findFirst()
              .orElse(STALE_LISTS)
              .of(request, chance);
        }
      }

      @Override
      public EventVerdict ofEvent(ApiRequest watch) {
        synchronized (chance) {
          return events[chance.nextInt(events.length)].ofEvent(chance);
        }
      }
    };
  }

  /** As chance has it, the same for the same seed and the same order of requests. */
  Interference from(long seed) {
    Random chance = new Random(seed);
    return new Interference() {
      @Override
      public Verdict of(ApiRequest request) {
        if (request.isLease()) {
          return Verdict.PASS;
        }
        synchronized (chance) {
          return Fault.this.of(request, chance);
        }
      }

      @Override
      public EventVerdict ofEvent(ApiRequest watch) {
        synchronized (chance) {
          return Fault.this.ofEvent(chance);
        }
      }
    };
  }
}
