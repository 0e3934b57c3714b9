package dev.apim.operator.manifest;

import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;

/** The account with which the gateways of a location, and of no other, read and acknowledge. */
public final class GatewayServiceAccount {

  private GatewayServiceAccount() {}

  /** The ServiceAccount of a location. */
  public static ServiceAccount of(LocationContext context) {
    return new ServiceAccountBuilder()
        .withMetadata(Metadata.of(context, Names.gateway(context.location())))
        .build();
  }
}
