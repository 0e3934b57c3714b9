package dev.apim.policy.program;

import dev.apim.policy.program.SectionRun.Compiled;
import java.util.List;
import java.util.Map;

/** The policies of one operation, scopes merged, ready to run for any number of exchanges. */
public final class Program {

  private final Map<String, List<Compiled>> sections;
  private final boolean readsRequestBody;
  private final boolean readsResponseBody;

  Program(
      Map<String, List<Compiled>> sections, boolean readsRequestBody, boolean readsResponseBody) {
    this.sections = Map.copyOf(sections);
    this.readsRequestBody = readsRequestBody;
    this.readsResponseBody = readsResponseBody;
  }

  /** Starts a section: inbound, backend, outbound or on-error. */
  public void run(String section, Exchange exchange, SectionRun.Listener listener) {
    new SectionRun(exchange, section, sections.getOrDefault(section, List.of()), listener).run();
  }

  /** Whether the request's body must be in memory before the program starts. */
  public boolean readsRequestBody() {
    return readsRequestBody;
  }

  /** Whether the response's body must be in memory before outbound starts. */
  public boolean readsResponseBody() {
    return readsResponseBody;
  }
}
