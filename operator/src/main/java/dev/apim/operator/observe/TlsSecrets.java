package dev.apim.operator.observe;

import dev.apim.operator.domain.status.CertificateFacts;
import dev.apim.policy.PemVerdict;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is to be said of TLS Secrets. Of what they hold nothing is kept but the verdict. */
@ApplicationScoped
public class TlsSecrets {

  private final NamedSecrets<PemVerdict> secrets;

  TlsSecrets(KubernetesClient client) {
    this.secrets = new NamedSecrets<>(client, TlsSecrets::verdict);
  }

  /**
   * What is known of Secrets; those of which nothing is known yet are told of later.
   *
   * @param who whom it is for; the set replaces the one before
   * @param changed called on a thread of the client
   */
  public List<CertificateFacts> follow(
      String who, String namespace, Set<String> names, Runnable changed) {
    secrets.follow(who, namespace, names, changed);
    return names.stream()
        .filter(name -> secrets.isKnown(namespace, name))
        .map(
            name ->
                secrets
                    .find(namespace, name)
                    .map(verdict -> facts(name, verdict))
                    .orElseGet(() -> CertificateFacts.missing(name)))
        .toList();
  }

  private static CertificateFacts facts(String name, PemVerdict verdict) {
    return new CertificateFacts(
        name, true, verdict.problem(), verdict.notBefore(), verdict.notAfter());
  }

  /** Stops telling. */
  public void forget(String who) {
    secrets.forget(who);
  }

  @PreDestroy
  void stop() {
    secrets.stop();
  }

  private static PemVerdict verdict(Secret secret) {
    Map<String, String> data = SecretReader.decoded(secret);
    return PemVerdict.of(data.get("tls.crt"), data.get("tls.key"));
  }
}
