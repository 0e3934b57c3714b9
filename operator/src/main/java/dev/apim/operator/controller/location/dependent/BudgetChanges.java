package dev.apim.operator.controller.location.dependent;

import dev.apim.operator.observe.Changes;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;

/** Which changes of a budget wake the loop of its location: all but what Kubernetes counts. */
public class BudgetChanges implements OnUpdateFilter<PodDisruptionBudget> {

  @Override
  public boolean accept(PodDisruptionBudget now, PodDisruptionBudget before) {
    return Changes.ofChild(now, before);
  }
}
