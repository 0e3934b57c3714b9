package dev.apim.operator.controller.location;

import dev.apim.api.v1alpha1.GatewayLocation;
import dev.apim.operator.manifest.Labels;
import dev.apim.operator.observe.Changes;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import java.util.Objects;

/** Which changes of a location wake its loop: the spec, a deletion, and the user's pause. */
public class LocationChanges implements OnUpdateFilter<GatewayLocation> {

  @Override
  public boolean accept(GatewayLocation now, GatewayLocation before) {
    return Changes.generationOf(now, before)
        || isPaused(now) != isPaused(before)
        || !Objects.equals(
            now.getMetadata().getDeletionTimestamp(), before.getMetadata().getDeletionTimestamp());
  }

  /** Whether a user wants nothing of the location to be changed. */
  static boolean isPaused(GatewayLocation location) {
    return location.getMetadata().getAnnotations() != null
        && "true".equals(location.getMetadata().getAnnotations().get(Labels.PAUSED));
  }
}
