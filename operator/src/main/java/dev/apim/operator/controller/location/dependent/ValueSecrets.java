package dev.apim.operator.controller.location.dependent;

import dev.apim.api.v1alpha1.GatewayLocation;
import dev.apim.operator.manifest.Labels;
import io.fabric8.kubernetes.api.model.Secret;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.Set;
import java.util.TreeSet;

/** The Secrets that carry values of an instance's configuration in the location's namespace. */
public final class ValueSecrets {

  /** Name of their event source. */
  public static final String SOURCE = "values";

  private ValueSecrets() {}

  /** Names of those of the location's instance. */
  public static Set<String> names(GatewayLocation location, Context<GatewayLocation> context) {
    String instance = location.getSpec().instanceRef().name();
    InformerEventSource<Secret, GatewayLocation> source =
        (InformerEventSource<Secret, GatewayLocation>)
            context.eventSourceRetriever().getEventSourceFor(Secret.class, SOURCE);
    Set<String> names = new TreeSet<>();
    source
        .list(
            location.getMetadata().getNamespace(),
            secret -> instance.equals(secret.getMetadata().getLabels().get(Labels.INSTANCE)))
        .forEach(secret -> names.add(secret.getMetadata().getName()));
    return names;
  }
}
