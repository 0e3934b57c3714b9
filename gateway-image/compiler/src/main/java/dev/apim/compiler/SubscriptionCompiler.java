package dev.apim.compiler;

import dev.apim.api.config.ConfigurationDocument;
import dev.apim.api.config.SchemaLevel;
import dev.apim.api.config.SubscriptionEntry;
import dev.apim.api.v1alpha1.Reason;
import dev.apim.api.v1alpha1.Subscription;
import dev.apim.api.v1alpha1.SubscriptionScopeSpec;
import dev.apim.api.v1alpha1.SubscriptionScopeType;
import dev.apim.api.v1alpha1.SubscriptionSpec;
import dev.apim.api.v1alpha1.SubscriptionState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Judges subscriptions. One with an error keeps its last good version, but never longer than its
 * user wants its keys to open anything.
 */
final class SubscriptionCompiler {

  private final SourceMemory sources;
  private final Ceiling ceiling;
  private final Set<String> apis;
  private final Set<String> products;
  private final Map<String, SubscriptionKeys> keys;
  private final Map<String, SubscriptionEntry> lastGood = new HashMap<>();
  private final List<SubscriptionEntry> entries = new ArrayList<>();

  SubscriptionCompiler(
      ConfigurationDocument active,
      Set<String> apis,
      Set<String> products,
      Map<String, SubscriptionKeys> keys,
      SourceMemory sources,
      Ceiling ceiling) {
    this.ceiling = ceiling;
    this.sources = sources;
    this.apis = apis;
    this.products = products;
    this.keys = keys;
    active.subscriptions().forEach(entry -> lastGood.put(entry.name(), entry));
  }

  Verdict compile(Subscription subscription) {
    String name = subscription.getMetadata().getName();
    SubscriptionEntry before = lastGood.get(name);
    Verdict readable = ceiling.judge(SchemaLevel.SUBSCRIPTIONS, "a Subscription");
    if (!readable.accepted()) {
      return readable;
    }
    Verdict verdict = judge(subscription, before);
    boolean suspended = subscription.getSpec().state() == SubscriptionState.Suspended;
    if (suspended || verdict.accepted()) {
      entries.add(entry(subscription, hashes(name, before)));
      return verdict;
    }
    if (before == null) {
      return verdict;
    }
    entries.add(before);
    return Verdict.bad(
        verdict.reason(),
        verdict.message() + " (until then the last good version of this Subscription is used)");
  }

  List<SubscriptionEntry> entries() {
    return entries;
  }

  private Verdict judge(Subscription subscription, SubscriptionEntry before) {
    SubscriptionSpec spec = subscription.getSpec();
    SubscriptionScopeSpec scope = spec.scope();
    if (scope.type() == SubscriptionScopeType.Product && !products.contains(scope.name())) {
      return Verdict.bad(
          Reason.ProductNotFound,
          Names.missing("spec.scope.name", "Product", scope.name(), products));
    }
    if (scope.type() == SubscriptionScopeType.Api && !apis.contains(scope.name())) {
      return Verdict.bad(
          Reason.ApiNotFound, Names.missing("spec.scope.name", "Api", scope.name(), apis));
    }
    if (spec.state() == SubscriptionState.Suspended) {
      return Verdict.good();
    }
    return keys(subscription, before);
  }

  private Verdict keys(Subscription subscription, SubscriptionEntry before) {
    String name = subscription.getMetadata().getName();
    String secret = subscription.getSpec().secretNameOf(name);
    SubscriptionKeys found = keys.get(name);
    if (found == null) {
      return before == null || before.keyHashes().isEmpty()
          ? Verdict.bad(Reason.KeysPending, "the Secret \"" + secret + "\" is being made")
          : Verdict.bad(
              Reason.SecretNotFound,
              "the Secret \""
                  + secret
                  + "\" is gone, and its keys still open what they did; put it back, or delete this"
                  + " object and apply it again for new keys");
    }
    return found
        .problem()
        .map(
            problem ->
                Verdict.bad(Reason.InvalidSecret, "the Secret \"" + secret + "\": " + problem))
        .orElseGet(Verdict::good);
  }

  /** Those of the Secret, else those that are known of it. */
  private List<String> hashes(String name, SubscriptionEntry before) {
    SubscriptionKeys found = keys.get(name);
    if (found != null && found.problem().isEmpty()) {
      return found.hashes();
    }
    return before == null ? List.of() : before.keyHashes();
  }

  private SubscriptionEntry entry(Subscription subscription, List<String> hashes) {
    SubscriptionSpec spec = subscription.getSpec();
    SubscriptionScopeSpec scope = spec.scope();
    return new SubscriptionEntry(
        subscription.getMetadata().getName(),
        spec.displayName(),
        scope.type() == SubscriptionScopeType.Product ? scope.name() : null,
        scope.type() == SubscriptionScopeType.Api ? scope.name() : null,
        spec.state() == SubscriptionState.Active,
        hashes,
        subscription.getMetadata().getCreationTimestamp(),
        sources.source(subscription));
  }
}
