package dev.apim.operator.domain.status;

import dev.apim.api.v1alpha1.ApiManagementInstanceStatus;
import dev.apim.api.v1alpha1.GatewayLocationStatus;

/** Statuses of objects that have none yet. */
final class EmptyStatus {

  static final GatewayLocationStatus LOCATION =
      new GatewayLocationStatus(
          null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
          null, null, null, null);

  static final ApiManagementInstanceStatus INSTANCE =
      new ApiManagementInstanceStatus(null, null, null, null, null, null, null, null, null, null);

  private EmptyStatus() {}
}
