package dev.apim.operator.domain.sync;

import dev.apim.api.config.Snapshot;
import dev.apim.api.v1alpha1.Fence;
import dev.apim.api.v1alpha1.GatewayConfigurationSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A target in memory that takes single writes, so that a push can end after any of them. */
final class ModelTarget {

  private final Set<String> parts = new HashSet<>();
  private final List<String> activated = new ArrayList<>();
  private int refused;
  private TargetView view = SyncFixtures.empty();

  /** The writes of a plan; that of a pointer fails where it would lead to nothing. */
  List<Runnable> writes(PushPlan plan) {
    List<Runnable> writes = new ArrayList<>();
    for (PushStep step : plan.steps()) {
      if (step instanceof PushStep.PutParts put) {
        names(put.snapshot()).forEach(name -> writes.add(() -> parts.add(name)));
      } else {
        writes.add(() -> write(step));
      }
    }
    return writes;
  }

  private void write(PushStep step) {
    if (step instanceof PushStep.ApplyPointer apply) {
      if (isOlder(apply.spec().fence())) {
        refused++;
        return;
      }
      String hash = apply.spec().active().hash();
      if (!parts.contains(hash)) {
        throw new AssertionError("active without its parts: " + hash);
      }
      activated.add(apply.spec().fence().epoch() + "/" + apply.spec().fence().sequence());
    }
    view = SyncFixtures.after(new PushPlan(List.of(step), List.of()), view);
  }

  /** As the rule of the CRD has it. */
  private boolean isOlder(Fence fence) {
    Seen<GatewayConfigurationSpec> there = view.pointers().get("contoso");
    return there != null
        && (fence.epoch() < there.spec().fence().epoch()
            || (fence.epoch().equals(there.spec().fence().epoch())
                && fence.sequence() < there.spec().fence().sequence()));
  }

  /** How often an older pointer was refused. */
  int refused() {
    return refused;
  }

  private static List<String> names(Snapshot snapshot) {
    List<String> names = new ArrayList<>(snapshot.buckets().keySet());
    names.add(snapshot.hash());
    return names;
  }

  TargetView view() {
    return view;
  }

  /** The numbers that were activated, in order. */
  List<String> activated() {
    return activated;
  }

  String active() {
    Seen<GatewayConfigurationSpec> pointer = view.pointers().get("contoso");
    return pointer == null ? "" : pointer.spec().active().hash();
  }
}
