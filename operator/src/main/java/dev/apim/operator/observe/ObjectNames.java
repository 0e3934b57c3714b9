package dev.apim.operator.observe;

import java.util.regex.Pattern;

/**
 * Which texts can be names of objects. A reference to what can be none names nothing; asking an API
 * server for it fails, or asks for something else.
 */
public final class ObjectNames {

  private static final int LONGEST = 253;
  private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
  private static final Pattern NAME = Pattern.compile(LABEL + "(\\." + LABEL + ")*");

  private ObjectNames() {}

  /** Whether it is a subdomain as RFC 1123 has it, which names of objects are. */
  public static boolean isName(String text) {
    return text.length() <= LONGEST && NAME.matcher(text).matches();
  }
}
