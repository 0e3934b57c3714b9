package dev.apim.policy.program;

import dev.apim.policy.host.Exchange;
import dev.apim.policy.step.Compiled;
import dev.apim.policy.step.Needs;
import dev.apim.policy.step.PolicyError;
import java.util.List;
import java.util.Map;

/** The policies of one operation, scopes merged, ready to run for any number of exchanges. */
public final class Program {

  private final Map<String, List<Compiled>> sections;
  private final Needs needs;

  Program(Map<String, List<Compiled>> sections, Needs needs) {
    this.sections = Map.copyOf(sections);
    this.needs = needs;
  }

  /**
   * Starts a run; it never blocks and never throws.
   *
   * @param ended told once, now or later, when {@code exchange.response()} is to be sent
   */
  public ProgramRun start(Exchange exchange, Runnable ended) {
    ProgramRun run = new ProgramRun(this, exchange, ended);
    run.begin();
    return run;
  }

  /**
   * Starts a run for a request that is refused before any policy: on-error sees it and may change
   * the answer.
   */
  public ProgramRun refuse(Exchange exchange, PolicyError why, Runnable ended) {
    ProgramRun run = new ProgramRun(this, exchange, ended);
    run.refuse(why);
    return run;
  }

  /** Starts a run of the cors policies alone; what they leave open is refused. */
  public ProgramRun preflight(Exchange exchange, PolicyError why, Runnable ended) {
    ProgramRun run = new ProgramRun(this, exchange, ended);
    run.preflight(why);
    return run;
  }

  List<Compiled> section(String name) {
    return sections.getOrDefault(name, List.of());
  }

  /** What must be there before a run. */
  public Needs needs() {
    return needs;
  }

  /** True where it only forwards, as a gateway without policies does. */
  public boolean isPlain() {
    List<Compiled> backend = section("backend");
    return section("inbound").isEmpty()
        && section("outbound").isEmpty()
        && section("on-error").isEmpty()
        && backend.size() == 1
        && backend.get(0).isImplicit();
  }
}
