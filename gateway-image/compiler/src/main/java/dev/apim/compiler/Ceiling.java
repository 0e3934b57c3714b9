package dev.apim.compiler;

import dev.apim.api.config.SchemaLevel;
import dev.apim.api.v1alpha1.Reason;

/**
 * The highest schema level that every reader of a document takes. What needs more is told at its
 * object; what the active document has already is no news to anybody, and may stay.
 *
 * @param level the level, see {@link SchemaLevel}
 * @param whose whom it is the level of, for messages
 */
public record Ceiling(int level, String whose) {

  /** Every reader takes what this version writes. */
  public static final Ceiling NONE = new Ceiling(SchemaLevel.CURRENT, "");

  /** One for documents that have come to a level before. */
  Ceiling atLeast(int reached) {
    return new Ceiling(Math.max(level, reached), whose);
  }

  /**
   * Judges something new.
   *
   * @param needed the level that it needs
   * @param what what it is, beginning a sentence
   */
  Verdict judge(int needed, String what) {
    return needed <= level
        ? Verdict.good()
        : Verdict.bad(
            Reason.TargetTooOld,
            what
                + " needs gateways that read configuration of schema level "
                + needed
                + ", and "
                + whose
                + " reads up to level "
                + level
                + "; upgrade the chart there first");
  }
}
