package dev.apim.policy;

/** A text that is no template of a URL; the message quotes it and says why. */
public final class InvalidTemplateException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  InvalidTemplateException(String template, String fault) {
    super("\"" + template + "\" " + fault);
  }
}
