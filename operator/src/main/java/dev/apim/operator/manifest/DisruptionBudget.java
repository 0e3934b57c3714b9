package dev.apim.operator.manifest;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import java.util.Map;
import java.util.TreeMap;

/**
 * Lets node drains take one replica of a zone at a time. Two budgets never match one pod, since
 * evicting such a pod fails.
 */
public final class DisruptionBudget {

  private DisruptionBudget() {}

  /** The budget of the units that are pinned to a zone. */
  public static PodDisruptionBudget ofZone(LocationContext context, String zone) {
    Map<String, String> labels = new TreeMap<>(Labels.locationSelector(context));
    labels.put(Labels.ZONE, zone);
    PodDisruptionBudget budget =
        of(
            context,
            Names.zoneBudget(context.location(), zone),
            new LabelSelectorBuilder().withMatchLabels(labels).build());
    budget.getMetadata().getLabels().put(Labels.ZONE, zone);
    return budget;
  }

  /** The budget of the units that are pinned to none. */
  public static PodDisruptionBudget ofUnpinned(LocationContext context) {
    return of(
        context,
        Names.unpinnedBudget(context.location()),
        new LabelSelectorBuilder()
            .withMatchLabels(new TreeMap<>(Labels.locationSelector(context)))
            .addNewMatchExpression()
            .withKey(Labels.ZONE)
            .withOperator("DoesNotExist")
            .endMatchExpression()
            .build());
  }

  private static PodDisruptionBudget of(
      LocationContext context, String name, LabelSelector selector) {
    return new PodDisruptionBudgetBuilder()
        .withMetadata(Metadata.of(context, name))
        .withNewSpec()
        .withMaxUnavailable(new IntOrString(1))
        .withUnhealthyPodEvictionPolicy("AlwaysAllow")
        .withSelector(selector)
        .endSpec()
        .build();
  }
}
