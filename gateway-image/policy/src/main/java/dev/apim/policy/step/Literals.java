package dev.apim.policy.step;

import dev.apim.policy.BackendUrl;
import dev.apim.policy.InvalidUrlException;
import dev.apim.policy.expression.runtime.DateParsing;
import dev.apim.policy.expression.type.Fault;
import dev.apim.policy.token.SigningKey;

/** Which literals steps can use, so that documents are refused before they run. */
public final class Literals {

  private Literals() {}

  public static boolean isFlag(String text) {
    return text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
  }

  public static boolean isNumber(String text) {
    return text.matches("\\d{1,12}(\\.\\d{1,6})?");
  }

  public static boolean isWhole(String text) {
    return text.matches("\\d{1,10}") && Long.parseLong(text) <= Integer.MAX_VALUE;
  }

  /** How often a policy may be tried again. */
  public static boolean isRetries(String text) {
    return isWhole(text) && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= RetryStep.MOST;
  }

  /** Whether the first address is not above the second, and of its version. */
  public static boolean isRange(String from, String to) {
    return !isAddress(from) || !isAddress(to) || !AddressRange.of(from, to).isEmpty();
  }

  /** Whether a metric's dimension of that name needs no value. */
  public static boolean isDimension(String name) {
    return ReportSteps.DIMENSIONS.contains(name);
  }

  public static boolean isDecimal(String text) {
    return isNumber(text.startsWith("-") ? text.substring(1) : text);
  }

  public static boolean isUrl(String text) {
    try {
      BackendUrl.parse(text.replaceFirst("^ws(s?):", "http$1:"));
      return true;
    } catch (InvalidUrlException e) {
      return false;
    }
  }

  public static boolean isAddress(String text) {
    return AddressRange.isAddress(text);
  }

  public static boolean isTime(String text) {
    try {
      DateParsing.instant(text);
      return true;
    } catch (Fault e) {
      return false;
    }
  }

  /** True where modulus and exponent, both in base64, make an RSA key. */
  public static boolean isRsaKey(String modulus, String exponent) {
    try {
      return SigningKey.rsa(null, modulus, exponent).key() != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  public static boolean isBase64(String text) {
    try {
      return SigningKey.secret(null, text).secret().length > 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
