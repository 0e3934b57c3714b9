package dev.apim.operator.controller.configuration;

import dev.apim.api.config.ConfigurationDocument;
import dev.apim.api.v1alpha1.ApiManagementInstance;
import dev.apim.api.v1alpha1.Reason;
import dev.apim.compiler.CompileResult;
import dev.apim.compiler.ConfigurationObjects;
import dev.apim.operator.domain.sync.DeletionGuard;
import dev.apim.operator.domain.sync.DeletionGuard.Removals;
import dev.apim.operator.remote.Originals;
import dev.apim.operator.remote.PublicationReports.Obstacle;
import io.fabric8.kubernetes.api.model.HasMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Lets a compile remove what is proven to be gone, and an unusual number on a person's word. */
@ApplicationScoped
class DeletionCheck {

  private final Originals originals;

  DeletionCheck(Originals originals) {
    this.originals = originals;
  }

  /** What stands against a compile that leaves out what the active document has. */
  Optional<Obstacle> obstacle(
      ApiManagementInstance instance,
      Sources sources,
      CompileResult compiled,
      ConfigurationDocument active) {
    Removals removals = DeletionGuard.removals(active, compiled.document());
    String hash = compiled.snapshot().hash();
    if (removals.isUnusual() && !isAllowed(instance, hash)) {
      return Optional.of(
          new Obstacle(
              Reason.DeletionsHeld,
              removals.count()
                  + " of "
                  + removals.before()
                  + " objects would be removed; to go on, set spec.configuration.allowDeletions to "
                  + hash));
    }
    return proof(instance.getMetadata().getNamespace(), sources, removals);
  }

  private Optional<Obstacle> proof(String namespace, Sources sources, Removals removals) {
    Set<String> names = new TreeSet<>();
    for (var kind : ConfigurationObjects.KINDS) {
      Set<String> missing =
          missing(removals.of(HasMetadata.getKind(kind)), sources.objects().of(kind));
      if (!originals.areGone(kind, namespace, missing)) {
        names.addAll(missing);
      }
    }
    if (names.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Obstacle(
            Reason.DeletionsHeld,
            "it cannot be proven that these were deleted, so they stay: "
                + String.join(", ", names)));
  }

  private static Set<String> missing(Set<String> names, List<? extends HasMetadata> objects) {
    Set<String> missing = new TreeSet<>(names);
    objects.forEach(object -> missing.remove(object.getMetadata().getName()));
    return missing;
  }

  private static boolean isAllowed(ApiManagementInstance instance, String hash) {
    return hash.equals(instance.getSpec().configuration().allowDeletions());
  }
}
