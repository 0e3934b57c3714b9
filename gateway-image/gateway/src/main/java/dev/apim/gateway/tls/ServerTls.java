package dev.apim.gateway.tls;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.core.net.TrustOptions;
import java.util.List;

/**
 * How the listener speaks TLS. The certificate is chosen by the host name that a client asks for;
 * the first one answers those that ask for none of them.
 *
 * @param certificates at least one
 * @param asksClients whether clients are asked for a certificate; which one is good is for policies
 *     to say
 */
public record ServerTls(List<PemPair> certificates, boolean asksClients) {

  /** Copies the list. */
  public ServerTls {
    certificates = List.copyOf(certificates);
  }

  /** The options of a listener that begins with this. */
  public HttpServerOptions on(HttpServerOptions options) {
    options
        .setSsl(true)
        .setUseAlpn(true)
        .setSni(true)
        .setSslEngineOptions(
            OpenSSLEngineOptions.isAvailable()
                ? new OpenSSLEngineOptions()
                : new JdkSSLEngineOptions())
        .setKeyCertOptions(keys())
        .setClientAuth(clientAuth());
    if (asksClients) {
      options.setTrustOptions(anybody());
    }
    return options;
  }

  /** The options that an open listener goes on with. */
  public ServerSSLOptions options() {
    ServerSSLOptions options = new ServerSSLOptions();
    options.setUseAlpn(true);
    options.setApplicationLayerProtocols(List.of("h2", "http/1.1"));
    options.setSni(true).setKeyCertOptions(keys()).setClientAuth(clientAuth());
    if (asksClients) {
      options.setTrustOptions(anybody());
    }
    return options;
  }

  private ClientAuth clientAuth() {
    return asksClients ? ClientAuth.REQUEST : ClientAuth.NONE;
  }

  private static TrustOptions anybody() {
    return TrustOptions.wrap(new AnyCertificate());
  }

  private PemKeyCertOptions keys() {
    PemKeyCertOptions keys = new PemKeyCertOptions();
    for (PemPair pair : certificates) {
      keys.addCertValue(Buffer.buffer(pair.certificate())).addKeyValue(Buffer.buffer(pair.key()));
    }
    return keys;
  }
}
