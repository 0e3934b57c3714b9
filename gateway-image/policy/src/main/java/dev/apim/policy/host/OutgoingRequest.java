package dev.apim.policy.host;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A request that a policy makes on its own.
 *
 * @param timeout until the whole answer is there
 * @param certificate null for none
 * @param proxy null for none
 */
public record OutgoingRequest(
    String method,
    String url,
    Map<String, List<String>> headers,
    byte[] body,
    Duration timeout,
    ClientCertificate certificate,
    ProxyServer proxy) {}
