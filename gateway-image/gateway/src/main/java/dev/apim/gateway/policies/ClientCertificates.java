package dev.apim.gateway.policies;

import io.vertx.core.http.HttpServerRequest;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** The certificate that a client has shown. */
final class ClientCertificates {

  private ClientCertificates() {}

  static Optional<X509Certificate> of(HttpServerRequest request) {
    SSLSession session = request.connection().sslSession();
    if (session == null) {
      return Optional.empty();
    }
    try {
      Certificate[] shown = session.getPeerCertificates();
      return shown.length > 0 && shown[0] instanceof X509Certificate certificate
          ? Optional.of(certificate)
          : Optional.empty();
    } catch (SSLPeerUnverifiedException e) {
      return Optional.empty();
    }
  }
}
