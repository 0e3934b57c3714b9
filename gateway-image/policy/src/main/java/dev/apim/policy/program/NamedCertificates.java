package dev.apim.policy.program;

import dev.apim.policy.PemBundle;
import dev.apim.policy.document.Attribute;
import dev.apim.policy.document.Element;
import dev.apim.policy.document.Slice;
import dev.apim.policy.host.ClientCertificate;
import dev.apim.policy.step.Certificates;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates among the named values, for policies and for what is said of policies. */
final class NamedCertificates implements Certificates {

  private static final Pattern ID =
      Pattern.compile("\\scertificate-id\\s*=\\s*([\"'])([A-Za-z0-9._-]+)\\1");

  private final NamedValues values;

  NamedCertificates(NamedValues values) {
    this.values = values;
  }

  /** Ids that a document names, whether or not there are such certificates. */
  static Set<String> ids(String document) {
    Set<String> ids = new TreeSet<>();
    Matcher named = ID.matcher(document);
    while (named.find()) {
      ids.add(named.group(2));
    }
    return ids;
  }

  @Override
  public Optional<ClientCertificate> byId(String id) {
    return values.value(id).map(pem -> certificate(id, PemBundle.of(pem)));
  }

  /** One that can be used goes before those that cannot, which are for messages only. */
  @Override
  public Optional<ClientCertificate> byThumbprint(String thumbprint) {
    String wanted = thumbprint.replaceAll("[\\s:]", "").toUpperCase(Locale.ROOT);
    Map<String, PemBundle> holding = holding(wanted);
    return holding.entrySet().stream()
        .filter(named -> named.getValue().problem().isEmpty())
        .findFirst()
        .or(() -> holding.entrySet().stream().findFirst())
        .map(named -> certificate(named.getKey(), named.getValue()));
  }

  /** Certificates of a thumbprint by their names, in order. */
  private Map<String, PemBundle> holding(String thumbprint) {
    Map<String, PemBundle> holding = new TreeMap<>();
    for (String name : values.names()) {
      values
          .value(name)
          .filter(value -> value.contains("-----BEGIN CERTIFICATE-----"))
          .map(PemBundle::of)
          .filter(pem -> !thumbprint.isEmpty() && pem.thumbprint().equals(thumbprint))
          .ifPresent(pem -> holding.put(name, pem));
    }
    return holding;
  }

  private static ClientCertificate certificate(String name, PemBundle pem) {
    return new ClientCertificate(name, pem.certificate(), pem.key());
  }

  /** Why the certificate that an element names cannot be used; no value stands in the words. */
  Optional<String> refuse(Element element) {
    if (element.name().equals("authentication-certificate")) {
      Optional<String> id = literal(element, "certificate-id");
      return id.isPresent()
          ? id.flatMap(name -> refuse(element, name, pem -> pem.problem().isEmpty()))
          : literal(element, "thumbprint").flatMap(print -> refuseThumbprint(element, print));
    }
    return element.name().equals("key")
        ? literal(element, "certificate-id").flatMap(name -> refuse(element, name, needed(element)))
        : Optional.empty();
  }

  /** A signature is checked by the certificate alone; to decrypt takes its key. */
  private static Predicate<PemBundle> needed(Element key) {
    return key.path().contains("/decryption-keys/")
        ? pem -> pem.problem().isEmpty() && pem.privateKey().isPresent()
        : pem -> pem.first().isPresent();
  }

  /** What stands there for certain; empty where that is not known, or is told elsewhere. */
  private Optional<String> literal(Element element, String attribute) {
    return element
        .attribute(attribute)
        .map(Attribute::value)
        .map(value -> values.apply(value, unknown -> {}))
        .filter(value -> !value.isExpression())
        .map(Slice::text)
        .filter(text -> values.isComplete() && !NamedValues.isOpen(text));
  }

  private Optional<String> refuse(Element element, String id, Predicate<PemBundle> fits) {
    String shown = shown(element, id);
    Optional<String> pem = values.value(id);
    if (pem.isEmpty()) {
      return Optional.of(
          "names certificate '" + shown + "', and there is no named value '" + shown + "'");
    }
    PemBundle bundle = PemBundle.of(pem.get());
    return fits.test(bundle)
        ? Optional.empty()
        : Optional.of(
            "names certificate '"
                + shown
                + "', and the named value '"
                + shown
                + "' holds none in PEM: "
                + bundle.problem().orElse("the certificate is missing"));
  }

  /** The name, or how it is written where it is a secret itself. */
  private String shown(Element element, String id) {
    return element
        .attribute("certificate-id")
        .map(attribute -> attribute.value().text())
        .filter(values::isSecret)
        .orElse(id);
  }

  private Optional<String> refuseThumbprint(Element element, String thumbprint) {
    Optional<ClientCertificate> found = byThumbprint(thumbprint);
    return found.isEmpty()
        ? Optional.of("names a thumbprint, and no named value holds a certificate that has it")
        : refuse(element, found.get().name(), pem -> pem.problem().isEmpty());
  }
}
