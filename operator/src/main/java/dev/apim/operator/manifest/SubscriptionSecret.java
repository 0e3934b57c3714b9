package dev.apim.operator.manifest;

import dev.apim.api.v1alpha1.KeyRotationSpec;
import dev.apim.api.v1alpha1.Subscription;
import dev.apim.compiler.SubscriptionKeys;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The Secret with the keys of a subscription. It goes with its Subscription. */
public final class SubscriptionSecret {

  private static final int LONGEST_LABEL = 63;
  private static final String PRIMARY_ROTATION = "apim.dev/primary-rotation";
  private static final String SECONDARY_ROTATION = "apim.dev/secondary-rotation";

  private SubscriptionSecret() {}

  /** The labels by which the Secret is found and followed, whoever makes it. */
  public static Map<String, String> labels(Subscription subscription) {
    return Map.of(
        Labels.INSTANCE,
        subscription.getSpec().instanceRef().name(),
        Labels.SUBSCRIPTION,
        label(subscription.getMetadata().getName()));
  }

  /** A new one. */
  public static Secret of(Subscription subscription, Supplier<String> newKey) {
    Map<String, String> labels = new HashMap<>(labels(subscription));
    labels.put(Labels.MANAGED_BY, Labels.OPERATOR);
    KeyRotationSpec rotation = rotation(subscription);
    String name = subscription.getMetadata().getName();
    return new SecretBuilder()
        .withNewMetadata()
        .withName(subscription.getSpec().secretNameOf(name))
        .withNamespace(subscription.getMetadata().getNamespace())
        .withLabels(labels)
        .addToAnnotations(PRIMARY_ROTATION, rotation.primary().toString())
        .addToAnnotations(SECONDARY_ROTATION, rotation.secondary().toString())
        .withOwnerReferences(Ownership.byController(subscription))
        .endMetadata()
        .withType("Opaque")
        .addToData(SubscriptionKeys.PRIMARY, encoded(newKey.get()))
        .addToData(SubscriptionKeys.SECONDARY, encoded(newKey.get()))
        .build();
  }

  /** Whether the operator made it for this subscription. */
  public static boolean isMadeFor(Subscription subscription, Secret secret) {
    return Ownership.isOf(subscription, secret);
  }

  /** The same with new keys where they are asked for; the same object where none is. */
  public static Secret rotated(Subscription subscription, Secret secret, Supplier<String> newKey) {
    KeyRotationSpec rotation = rotation(subscription);
    Secret first =
        rotated(secret, PRIMARY_ROTATION, rotation.primary(), SubscriptionKeys.PRIMARY, newKey);
    return rotated(
        first, SECONDARY_ROTATION, rotation.secondary(), SubscriptionKeys.SECONDARY, newKey);
  }

  private static Secret rotated(
      Secret secret, String annotation, int wanted, String key, Supplier<String> newKey) {
    Map<String, String> annotations = secret.getMetadata().getAnnotations();
    String done = annotations == null ? null : annotations.get(annotation);
    if (done != null && done.equals(String.valueOf(wanted))) {
      return secret;
    }
    return new SecretBuilder(secret)
        .editMetadata()
        .addToAnnotations(annotation, String.valueOf(wanted))
        .endMetadata()
        .addToData(key, encoded(newKey.get()))
        .build();
  }

  private static KeyRotationSpec rotation(Subscription subscription) {
    KeyRotationSpec rotation = subscription.getSpec().keyRotation();
    return rotation == null ? new KeyRotationSpec(0, 0) : rotation;
  }

  private static String label(String name) {
    return name.length() <= LONGEST_LABEL
        ? name
        : name.substring(0, LONGEST_LABEL).replaceAll("[-.]+$", "");
  }

  private static String encoded(String key) {
    return Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8));
  }
}
