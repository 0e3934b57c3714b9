package dev.apim.operator.controller.location.dependent;

import dev.apim.api.v1alpha1.GatewayLocation;
import dev.apim.operator.manifest.Labels;
import dev.apim.operator.manifest.ValueSecret;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Secret;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** The Secrets that carry values of configurations in the location's namespace. */
public final class ValueSecrets {

  /** Name of their event source. */
  public static final String SOURCE = "values";

  private static final Logger LOG = Logger.getLogger(ValueSecrets.class);

  /** Far more than there are at a time. */
  private static final int MOST = 10_000;

  private final Set<String> whole = ConcurrentHashMap.newKeySet();

  /** Names of those of the location's instance. */
  public static Set<String> names(GatewayLocation location, Context<GatewayLocation> context) {
    String instance = location.getSpec().instanceRef().name();
    Set<String> names = new TreeSet<>();
    all(location, context)
        .filter(secret -> instance.equals(label(secret.getMetadata())))
        .forEach(secret -> names.add(secret.getMetadata().getName()));
    return names;
  }

  /** Deletes those that a hand has made again or stripped: who publishes makes them anew (B8). */
  public void dropSpoilt(GatewayLocation location, Context<GatewayLocation> context) {
    all(location, context)
        .filter(secret -> !isWhole(secret))
        .forEach(
            secret -> {
              context.getClient().resource(secret).lockResourceVersion().delete();
              LOG.warnf(
                  "deleted Secret %s/%s, which is not as it was written",
                  secret.getMetadata().getNamespace(), secret.getMetadata().getName());
            });
  }

  private boolean isWhole(Secret secret) {
    String version =
        secret.getMetadata().getUid() + "/" + secret.getMetadata().getResourceVersion();
    if (whole.contains(version)) {
      return true;
    }
    if (!ValueSecret.isWhole(secret)) {
      return false;
    }
    if (whole.size() > MOST) {
      whole.clear();
    }
    return whole.add(version);
  }

  private static String label(ObjectMeta metadata) {
    return metadata.getLabels() == null ? null : metadata.getLabels().get(Labels.INSTANCE);
  }

  private static Stream<Secret> all(GatewayLocation location, Context<GatewayLocation> context) {
    InformerEventSource<Secret, GatewayLocation> source =
        (InformerEventSource<Secret, GatewayLocation>)
            context.eventSourceRetriever().getEventSourceFor(Secret.class, SOURCE);
    return source.list(location.getMetadata().getNamespace(), secret -> true);
  }
}
