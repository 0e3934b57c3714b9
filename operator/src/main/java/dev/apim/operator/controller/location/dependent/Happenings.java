package dev.apim.operator.controller.location.dependent;

import dev.apim.api.v1alpha1.Reason;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.BiConsumer;

/**
 * What one loop did to children that is worth an Event: units that were made and removed, and
 * children that somebody else had deleted or edited. Children of a kind that every location has are
 * told of by the location's own acceptance.
 */
public final class Happenings {

  private static final String KEY = "happenings";

  private final ConcurrentMap<Reason, ConcurrentSkipListSet<String>> children =
      new ConcurrentHashMap<>();

  private Happenings() {}

  /** Begins to listen in this loop. */
  public static Happenings in(Context<?> context) {
    Happenings happenings = new Happenings();
    context.managedWorkflowAndDependentResourceContext().put(KEY, happenings);
    return happenings;
  }

  static void note(Context<?> context, Reason reason, HasMetadata child) {
    context
        .managedWorkflowAndDependentResourceContext()
        .get(KEY, Happenings.class)
        .ifPresent(happenings -> happenings.add(reason, child));
  }

  /** Tells of all children with the same reason at once. */
  public void tell(BiConsumer<Reason, String> events) {
    for (Map.Entry<Reason, ConcurrentSkipListSet<String>> entry : children.entrySet()) {
      events.accept(entry.getKey(), String.join(", ", new TreeSet<>(entry.getValue())));
    }
  }

  private void add(Reason reason, HasMetadata child) {
    children
        .computeIfAbsent(reason, unknown -> new ConcurrentSkipListSet<>())
        .add(child.getKind() + " " + child.getMetadata().getName());
  }
}
