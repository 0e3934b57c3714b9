package dev.apim.e2e.bench.proxy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** All cases of the gateway's bench, in the order in which they are measured. */
public final class GatewayCases {

  private final List<Named> all = new ArrayList<>();

  /** One measurement. */
  public interface Measurement {

    /** Measures; may take minutes. */
    Map<String, Object> figures() throws IOException;
  }

  /** A measurement with its name on the command line and among the figures. */
  public record Named(String title, Measurement measure) {}

  /**
   * All.
   *
   * @param progress is told at least every ten seconds how far it is
   */
  public GatewayCases(int rounds, Consumer<String> progress) {
    ProxyBench proxies = new ProxyBench(rounds, progress);
    for (Case each : Case.values()) {
      all.add(new Named(each.title(), () -> proxies.run(each)));
    }
    all.add(new Named("start", () -> new StartBench(rounds, progress).run()));
    all.add(new Named("reload", () -> new ReloadBench(progress).run()));
  }

  /** In order. */
  public List<Named> all() {
    return List.copyOf(all);
  }
}
