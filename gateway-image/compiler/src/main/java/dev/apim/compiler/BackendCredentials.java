package dev.apim.compiler;

import dev.apim.api.config.BackendEntry;
import dev.apim.api.v1alpha1.BackendClientCertificateSpec;
import dev.apim.api.v1alpha1.BackendCredentialsSpec;
import dev.apim.api.v1alpha1.BackendSpec;
import dev.apim.api.v1alpha1.Reason;
import dev.apim.policy.PemCheck;
import dev.apim.policy.program.NamedValues;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A Backend whose credentials or client certificate name values, between what its user wants and
 * its last good version. A value never stands in a message.
 */
final class BackendCredentials implements Dependent {

  private static final Pattern LINE = Pattern.compile("[\\x20-\\x7E]*");

  private final String name;
  private final BackendSpec wanted;
  private final BackendSpec lastGood;
  private BackendSpec chosen;
  private Verdict verdict = Verdict.good();

  /**
   * Makes a candidate.
   *
   * @param lastGood the same Backend in the active snapshot; null where there is none
   */
  BackendCredentials(String name, BackendSpec wanted, BackendEntry lastGood) {
    this.name = name;
    this.wanted = wanted;
    this.lastGood = lastGood == null ? null : lastGood.spec();
    this.chosen = wanted;
  }

  /** Ids of the values that a backend names. */
  static Set<String> namedValues(BackendSpec spec) {
    Set<String> ids = new TreeSet<>();
    if (spec != null && spec.credentials() != null) {
      spec.credentials().texts().forEach(text -> ids.addAll(NamedValues.references(text)));
    }
    BackendClientCertificateSpec certificate = certificate(spec);
    if (certificate != null) {
      ids.addAll(NamedValues.references(certificate.certificate()));
      ids.addAll(NamedValues.references(certificate.key()));
    }
    return ids;
  }

  private static BackendClientCertificateSpec certificate(BackendSpec spec) {
    return spec == null || spec.tls() == null ? null : spec.tls().clientCertificate();
  }

  @Override
  public String describe() {
    return "Backend \"" + name + "\"";
  }

  @Override
  public boolean isRun() {
    return chosen != null;
  }

  @Override
  public boolean hasFallenBack() {
    return !verdict.accepted();
  }

  @Override
  public boolean isUnchanged() {
    return lastGood != null
        && Objects.equals(wanted.credentials(), lastGood.credentials())
        && Objects.equals(wanted.tls(), lastGood.tls());
  }

  @Override
  public Uses lastUses() {
    return new Uses(namedValues(lastGood), Set.of());
  }

  @Override
  public Verdict judge(DocumentJudge judge) {
    Map<String, String> values = judge.namedValues();
    Set<String> named = namedValues(chosen);
    if (!values.keySet().containsAll(named)) {
      return bad(
          "a value is named that is not there"
              + DocumentJudge.remedy("NamedValue", named, values.keySet()));
    }
    if (!areLines(chosen.credentials(), values)) {
      return bad(
          "a value of "
              + String.join(", ", named)
              + " is not one line of printable ASCII characters");
    }
    return certificate(chosen) == null
        ? Verdict.good()
        : judge(certificate(chosen), values).map(BackendCredentials::bad).orElseGet(Verdict::good);
  }

  private static boolean areLines(BackendCredentialsSpec spec, Map<String, String> values) {
    return spec == null
        || spec.texts().stream()
            .map(text -> NamedValues.fill(text, values))
            .allMatch(text -> LINE.matcher(text).matches());
  }

  private static Optional<String> judge(
      BackendClientCertificateSpec spec, Map<String, String> values) {
    return PemCheck.problem(
        NamedValues.fill(spec.certificate(), values),
        NamedValues.fill(spec.key(), values),
        "tls.clientCertificate.certificate",
        "tls.clientCertificate.key");
  }

  private static Verdict bad(String why) {
    return Verdict.bad(Reason.InvalidBackend, "spec: " + why);
  }

  @Override
  public void fallBack(Verdict why) {
    chosen = lastGood;
    verdict = why;
  }

  Verdict verdict() {
    return verdict;
  }
}
