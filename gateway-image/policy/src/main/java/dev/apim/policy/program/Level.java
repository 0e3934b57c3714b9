package dev.apim.policy.program;

import java.util.Locale;

/** What a document is for, outermost first. */
public enum Level {
  GLOBAL,
  PRODUCT,
  API,
  OPERATION;

  String scope() {
    return name().toLowerCase(Locale.ROOT);
  }
}
