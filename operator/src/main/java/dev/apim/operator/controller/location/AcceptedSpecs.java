package dev.apim.operator.controller.location;

import dev.apim.operator.manifest.AcceptedSpec;
import dev.apim.operator.manifest.LocationContext;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The specs of a location that were accepted: the last one and the one before are kept. */
final class AcceptedSpecs {

  private final List<ControllerRevision> newestFirst;

  AcceptedSpecs(Collection<ControllerRevision> revisions) {
    this.newestFirst =
        revisions.stream()
            .filter(revision -> revision.getMetadata().getDeletionTimestamp() == null)
            .sorted(
                Comparator.comparing(ControllerRevision::getRevision)
                    .reversed()
                    .thenComparing(revision -> revision.getMetadata().getName()))
            .toList();
  }

  /** What was accepted last; empty where nothing was. */
  Optional<AcceptedSpec> last() {
    return newestFirst.stream().findFirst().map(AcceptedSpec::of);
  }

  /** The revisions to keep while nothing new is accepted. */
  List<ControllerRevision> asTheyAre() {
    return newestFirst.stream().map(AcceptedSpec::again).toList();
  }

  /** The revisions to keep now that a spec is accepted. */
  List<ControllerRevision> with(AcceptedSpec accepted, LocationContext context) {
    if (newestFirst.isEmpty()) {
      return List.of(accepted.revision(context, 1));
    }
    ControllerRevision newest = newestFirst.get(0);
    ControllerRevision same = accepted.revision(context, newest.getRevision());
    if (same.getMetadata().getName().equals(newest.getMetadata().getName())) {
      return newestFirst.size() == 1
          ? List.of(same)
          : List.of(same, AcceptedSpec.again(newestFirst.get(1)));
    }
    return List.of(
        accepted.revision(context, newest.getRevision() + 1), AcceptedSpec.again(newest));
  }
}
