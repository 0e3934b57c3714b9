package dev.apim.compiler;

/** A document between what is wanted and its last good version, which needs parts to be run. */
interface Dependent {

  /** Kind and name, for messages. */
  String describe();

  /** Whether any version of it is to be run. */
  boolean isRun();

  boolean hasFallenBack();

  /** Whether what is wanted is what the active snapshot has. */
  boolean isUnchanged();

  /** What the version in the active snapshot needs. */
  Uses lastUses();

  /** Says whether the version that is to be run can be run with some parts. */
  Verdict judge(DocumentJudge judge);

  /** Gives up what is wanted. */
  void fallBack(Verdict why);
}
