package dev.apim.operator.controller.configuration;

import dev.apim.api.v1alpha1.ApiManagementInstance;
import dev.apim.api.v1alpha1.Subscription;
import dev.apim.compiler.SubscriptionKeys;
import dev.apim.operator.manifest.Labels;
import dev.apim.operator.manifest.SubscriptionSecret;
import dev.apim.operator.observe.Answers;
import dev.apim.operator.observe.ObjectNames;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The Secrets with subscription keys, and nothing else of Secrets: those with our label are
 * followed, absent ones are made, keys that are asked for are made anew. What leaves this class of
 * a key is its hash.
 */
@ApplicationScoped
class SubscriptionSecrets {

  private static final Logger LOG = Logger.getLogger(SubscriptionSecrets.class);
  private static final int KEY_BYTES = 16;
  private static final String NO_NAME =
      "no Secret can have this name; set spec.secretName to one of at most 253 lower-case letters,"
          + " digits, - and ., which begins and ends with a letter or digit, as does each part"
          + " between dots";

  private final KubernetesClient client;
  private final SecureRandom random = new SecureRandom();
  private final Set<String> unlabelled = ConcurrentHashMap.newKeySet();
  private volatile BiConsumer<String, String> listener = (namespace, instance) -> {};

  SubscriptionSecrets(KubernetesClient client) {
    this.client = client;
  }

  /** Follows the Secrets with our label. */
  static EventSource<?, ApiManagementInstance> source(
      EventSourceContext<ApiManagementInstance> context) {
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(Secret.class, ApiManagementInstance.class)
            .withName("subscription-keys")
            .withLabelSelector(Labels.SUBSCRIPTION + "," + Labels.INSTANCE)
            .withSecondaryToPrimaryMapper(
                secret ->
                    Set.of(
                        new ResourceID(
                            secret.getMetadata().getLabels().get(Labels.INSTANCE),
                            secret.getMetadata().getNamespace())))
            .withNamespacesInheritedFromController()
            .withComparableResourceVersion(false)
            .build(),
        context);
  }

  /** Is told of instances whose subscriptions are to be looked at again. */
  void onChange(BiConsumer<String, String> told) {
    listener = told;
  }

  /** What the compiler is told of the keys of subscriptions. */
  Map<String, SubscriptionKeys> keys(List<Subscription> subscriptions, Stream<Secret> secrets) {
    if (subscriptions.isEmpty()) {
      return Map.of();
    }
    Map<String, Secret> byName = new HashMap<>();
    secrets.forEach(secret -> byName.put(secret.getMetadata().getName(), secret));
    Map<String, SubscriptionKeys> keys = new HashMap<>();
    for (Subscription subscription : subscriptions) {
      String name = subscription.getMetadata().getName();
      String secretName = subscription.getSpec().secretNameOf(name);
      Secret secret = byName.get(secretName);
      if (secret != null) {
        keys.put(name, SubscriptionKeys.of(decoded(secret)));
      } else if (!ObjectNames.isName(secretName)) {
        keys.put(name, new SubscriptionKeys(List.of(), Optional.of(NO_NAME)));
      } else if (unlabelled.contains(id(subscription))) {
        keys.put(name, withoutLabels(subscription));
      }
    }
    return keys;
  }

  private static SubscriptionKeys withoutLabels(Subscription subscription) {
    StringBuilder missing = new StringBuilder("it lacks the labels by which it would be followed:");
    SubscriptionSecret.labels(subscription).entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(label -> missing.append(' ').append(label.getKey() + "=" + label.getValue()));
    return new SubscriptionKeys(List.of(), Optional.of(missing.toString()));
  }

  private static Map<String, String> decoded(Secret secret) {
    Map<String, String> data = new HashMap<>();
    if (secret.getData() != null) {
      secret
          .getData()
          .forEach(
              (key, value) ->
                  data.put(
                      key, new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8)));
    }
    return data;
  }

  /** Makes the Secret of a subscription that has none. */
  void make(Subscription subscription) {
    Secret secret = SubscriptionSecret.of(subscription, this::newKey);
    try {
      client.resource(secret).create();
      unlabelled.remove(id(subscription));
      LOG.infof("%s: Secret %s made", id(subscription), secret.getMetadata().getName());
    } catch (KubernetesClientException e) {
      if (!Answers.isConflict(e)) {
        throw e;
      }
      Secret there = client.resource(secret).get();
      boolean strange = there != null && !isLabelled(there);
      if (strange ? unlabelled.add(id(subscription)) : unlabelled.remove(id(subscription))) {
        listener.accept(
            subscription.getMetadata().getNamespace(), subscription.getSpec().instanceRef().name());
      }
    }
  }

  /** Whether its Secret is there without the labels by which it would be followed. */
  boolean isUnlabelled(Subscription subscription) {
    return unlabelled.contains(id(subscription));
  }

  private static boolean isLabelled(Secret secret) {
    Map<String, String> labels = secret.getMetadata().getLabels();
    return labels != null
        && labels.containsKey(Labels.SUBSCRIPTION)
        && labels.containsKey(Labels.INSTANCE);
  }

  /** Makes the keys anew that are asked for, in a Secret that the operator has made. */
  void rotate(Subscription subscription) {
    String name = subscription.getMetadata().getName();
    Secret secret =
        client
            .secrets()
            .inNamespace(subscription.getMetadata().getNamespace())
            .withName(subscription.getSpec().secretNameOf(name))
            .get();
    if (secret == null || !SubscriptionSecret.isMadeFor(subscription, secret)) {
      return;
    }
    Secret rotated = SubscriptionSecret.rotated(subscription, secret, this::newKey);
    if (rotated != secret) {
      client.resource(rotated).lockResourceVersion().update();
      LOG.infof(
          "%s: keys made anew in Secret %s", id(subscription), secret.getMetadata().getName());
    }
  }

  private static String id(Subscription subscription) {
    return subscription.getMetadata().getNamespace() + "/" + subscription.getMetadata().getName();
  }

  private String newKey() {
    byte[] bytes = new byte[KEY_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
