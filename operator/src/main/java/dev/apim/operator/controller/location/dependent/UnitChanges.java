package dev.apim.operator.controller.location.dependent;

import dev.apim.operator.observe.Changes;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;

/** Which changes of a unit's Deployment wake the loop of its location. */
public class UnitChanges implements OnUpdateFilter<Deployment> {

  @Override
  public boolean accept(Deployment now, Deployment before) {
    return Changes.ofUnit(now, before);
  }
}
