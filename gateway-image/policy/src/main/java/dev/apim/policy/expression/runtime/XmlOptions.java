package dev.apim.policy.expression.runtime;

/**
 * How JSON becomes XML.
 *
 * @param dates whether text that is a date is written as one
 * @param separator what stands between prefix and name in JSON; empty for nothing
 * @param prefix what members begin with that declare namespaces
 * @param attributes name of the object whose members are attributes; empty for none
 */
public record XmlOptions(boolean dates, String separator, String prefix, String attributes) {

  /** As JsonConvert does it. */
  static final XmlOptions PLAIN = new XmlOptions(false, "", "", "");
}
