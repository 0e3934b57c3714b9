package dev.apim.policy;

/** An address that cannot be used; the message says what is wrong and what would be right. */
public final class InvalidUrlException extends RuntimeException {

  private static final String FORM = "; write http://host[:port][/path] or https://...";

  InvalidUrlException(String url, String fault) {
    super("\"" + url + "\" " + fault + FORM);
  }
}
