package dev.apim.operator.domain.sync;

import dev.apim.api.config.SecretData;
import dev.apim.api.config.Snapshot;
import dev.apim.api.v1alpha1.ApiManagementInstanceSpec;
import dev.apim.api.v1alpha1.GatewayConfigurationSpec;
import dev.apim.api.v1alpha1.GatewayLocationSpec;

/** One write to a target; the order of steps is the order of writes. */
public sealed interface PushStep {

  /** Creates the Secrets, the buckets and the snapshot that are not there yet, in this order. */
  record PutParts(Snapshot snapshot, SecretData secrets) implements PushStep {}

  /**
   * Writes the copy of the instance.
   *
   * @param takeOver whether another holder wrote it last, so that its fields are taken from it
   */
  record ApplyInstance(ApiManagementInstanceSpec spec, boolean takeOver) implements PushStep {}

  /**
   * Writes the copy of a location.
   *
   * @param name name of the location
   * @param spec its spec
   * @param withUnits whether the units are written too; false while they are scaled there
   * @param unitsAgreed whether the units there were those of the last push, so that nobody's
   *     scaling is lost if they are written over another manager of the field
   * @param takeOver whether another holder wrote it last, so that its fields are taken from it
   */
  record ApplyLocation(
      String name,
      GatewayLocationSpec spec,
      boolean withUnits,
      boolean unitsAgreed,
      boolean takeOver)
      implements PushStep {}

  /** Moves the pointer, after the parts that it names. */
  record ApplyPointer(GatewayConfigurationSpec spec) implements PushStep {}

  /**
   * Marks the copy of a location as removed.
   *
   * @param name name of the location
   * @param spec the tombstone
   * @param withUnits whether the units are written too
   * @param needsProof whether a live read must first say that the location is gone here
   */
  record RemoveLocation(
      String name, GatewayLocationSpec spec, boolean withUnits, boolean needsProof)
      implements PushStep {}

  /** Marks the copy of the instance as removed. */
  record RemoveInstance(ApiManagementInstanceSpec spec) implements PushStep {}

  /** Marks the pointer as removed. */
  record RemovePointer(GatewayConfigurationSpec spec) implements PushStep {}
}
