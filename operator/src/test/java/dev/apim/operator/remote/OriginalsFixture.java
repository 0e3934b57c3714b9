package dev.apim.operator.remote;

import io.fabric8.kubernetes.client.KubernetesClient;

/** Originals for the tests of other packages. */
public final class OriginalsFixture {

  private OriginalsFixture() {}

  /** Those of the cluster that a client talks to. */
  public static Originals of(KubernetesClient client) {
    return new Originals(client);
  }
}
