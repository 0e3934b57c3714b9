package dev.apim.policy.context;

import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;

/** The request on its way to the backend; {@code originalUrl} is what the client called. */
public interface RequestMessage {

  String method();

  void method(String method);

  RequestUrl url();

  void url(RequestUrl url);

  RequestUrl originalUrl();

  String ipAddress();

  ValueMap headers();

  ValueMap query();

  Map<String, String> matchedParameters();

  /** Never null; an absent body is empty. */
  MessageBody body();

  /** What the client showed of itself in TLS. */
  default Optional<X509Certificate> certificate() {
    return Optional.empty();
  }
}
