package dev.apim.compiler;

import dev.apim.api.config.FragmentEntry;
import dev.apim.policy.program.ProgramCompiler;

/** A fragment as a document that may need other parts itself. */
record FragmentCandidate(PartCandidate<FragmentEntry> part) implements Dependent {

  @Override
  public String describe() {
    return "PolicyFragment \"" + part.key().name() + "\"";
  }

  @Override
  public boolean isRun() {
    return part.chosen() != null;
  }

  @Override
  public boolean hasFallenBack() {
    return part.hasFallenBack();
  }

  @Override
  public boolean isUnchanged() {
    return part.chosen() != null
        && part.lastGood() != null
        && part.chosen().text().equals(part.lastGood().text());
  }

  @Override
  public Uses lastUses() {
    return part.lastGood() == null
        ? Uses.NOTHING
        : new Uses(
            ProgramCompiler.namedValues(part.lastGood().text()),
            ProgramCompiler.includes(part.lastGood().text()));
  }

  @Override
  public Verdict judge(DocumentJudge judge) {
    return judge.fragment(part.chosen().id(), part.chosen().text());
  }

  @Override
  public void fallBack(Verdict why) {
    part.fallBack(why);
  }
}
