package dev.apim.operator.controller.location;

import dev.apim.api.v1alpha1.GatewayLocation;
import dev.apim.api.v1alpha1.GatewayLocationStatus;
import dev.apim.operator.controller.EventRecorder;
import dev.apim.operator.controller.LastWritten;
import dev.apim.operator.controller.Pace;
import dev.apim.operator.controller.Schemas;
import dev.apim.operator.domain.status.Headline;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Writes the status of locations: where it has changed, with an Event for what has turned, and
 * counts that are no news once a second at most (B42).
 */
final class LocationStatusWriting {

  private final EventRecorder events;
  private final Schemas schemas;
  private final LastWritten<GatewayLocationStatus> written = new LastWritten<>();
  private final Pace<ResourceID> pace = new Pace<>();

  LocationStatusWriting(EventRecorder events, Schemas schemas) {
    this.events = events;
    this.schemas = schemas;
  }

  /** The location with the status written last; objects of a cache are shared, so a copy. */
  GatewayLocation known(GatewayLocation read, boolean retrying) {
    GatewayLocation location = new GatewayLocation();
    location.setMetadata(read.getMetadata());
    location.setSpec(read.getSpec());
    location.setStatus(written.status(read, read.getStatus(), retrying));
    return location;
  }

  /** Nothing more is said of it. */
  void forget(GatewayLocation location) {
    pace.forget(ResourceID.fromResource(location));
  }

  /**
   * What is to be written now.
   *
   * @param again when the loop looks again in any case
   */
  UpdateControl<GatewayLocation> control(
      GatewayLocation location, GatewayLocationStatus planned, Optional<Duration> again) {
    GatewayLocationStatus status = schemas.fit(GatewayLocation.class, planned);
    GatewayLocationStatus before = location.getStatus();
    ResourceID id = ResourceID.fromResource(location);
    if (Objects.equals(before, status)) {
      return later(UpdateControl.noUpdate(), again);
    }
    Duration wait = Headline.same(before, status) ? pace.untilNext(id) : Duration.ZERO;
    if (!wait.isZero()) {
      return later(
          UpdateControl.noUpdate(),
          Stream.concat(again.stream(), Stream.of(wait)).min(Duration::compareTo));
    }
    pace.written(id);
    events.transitions(
        location, before == null ? List.of() : before.conditions(), status.conditions());
    written.remember(location, status);
    return later(UpdateControl.patchStatus(patch(location, status)), again);
  }

  private static UpdateControl<GatewayLocation> later(
      UpdateControl<GatewayLocation> control, Optional<Duration> again) {
    again.ifPresent(control::rescheduleAfter);
    return control;
  }

  private static GatewayLocation patch(GatewayLocation location, GatewayLocationStatus status) {
    GatewayLocation fresh = new GatewayLocation();
    fresh.getMetadata().setName(location.getMetadata().getName());
    fresh.getMetadata().setNamespace(location.getMetadata().getNamespace());
    fresh.setStatus(status);
    return fresh;
  }
}
