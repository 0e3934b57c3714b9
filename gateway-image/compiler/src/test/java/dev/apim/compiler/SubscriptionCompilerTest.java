package dev.apim.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.api.config.SubscriptionEntry;
import dev.apim.api.v1alpha1.Api;
import dev.apim.api.v1alpha1.ApiBackendSpec;
import dev.apim.api.v1alpha1.ApiSpec;
import dev.apim.api.v1alpha1.BackendType;
import dev.apim.api.v1alpha1.LocalReference;
import dev.apim.api.v1alpha1.Policy;
import dev.apim.api.v1alpha1.PolicySpec;
import dev.apim.api.v1alpha1.PolicyTargetKind;
import dev.apim.api.v1alpha1.PolicyTargetSpec;
import dev.apim.api.v1alpha1.Product;
import dev.apim.api.v1alpha1.ProductSpec;
import dev.apim.api.v1alpha1.Reason;
import dev.apim.api.v1alpha1.Subscription;
import dev.apim.api.v1alpha1.SubscriptionScopeSpec;
import dev.apim.api.v1alpha1.SubscriptionScopeType;
import dev.apim.api.v1alpha1.SubscriptionSpec;
import dev.apim.api.v1alpha1.SubscriptionState;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SubscriptionCompilerTest {

  private static final LocalReference CONTOSO = new LocalReference("contoso");
  private static final String KEY = "0123456789abcdef0123456789abcdef";
  private static final Outside KEYS =
      new Outside(Map.of(), Map.of("s", SubscriptionKeys.of(Map.of("primaryKey", KEY))));

  private static <T extends HasMetadata> T named(T object, String name) {
    object.setMetadata(new ObjectMetaBuilder().withName(name).build());
    return object;
  }

  private static Api api() {
    Api api = named(new Api(), "orders");
    ApiBackendSpec backend = new ApiBackendSpec(BackendType.Url, "http://b", null);
    api.setSpec(new ApiSpec(CONTOSO, "orders", List.of(), backend));
    return api;
  }

  private static Product product(String... apis) {
    Product product = named(new Product(), "gold");
    product.setSpec(new ProductSpec(CONTOSO, null, List.of(apis), null, null));
    return product;
  }

  private static Subscription subscription(
      SubscriptionScopeType type, String name, SubscriptionState state) {
    Subscription subscription = named(new Subscription(), "s");
    subscription.setSpec(
        new SubscriptionSpec(
            CONTOSO, null, new SubscriptionScopeSpec(type, name), state, null, null));
    return subscription;
  }

  private static Subscription gold(SubscriptionState state) {
    return subscription(SubscriptionScopeType.Product, "gold", state);
  }

  private static CompileResult compile(
      Outside outside, CompileResult before, HasMetadata... objects) {
    return CompilerFixture.compile(outside, before, List.of(objects));
  }

  private static Verdict verdict(CompileResult result, String kind, String name) {
    return result.verdicts().get(new ObjectKey(kind, name));
  }

  private static SubscriptionEntry entry(CompileResult result) {
    return result.document().subscriptions().get(0);
  }

  @Test
  @DisplayName("B123 a subscription is carried with the hashes of its keys, never with a key")
  void carriesHashesOnly() {
    CompileResult result = compile(KEYS, null, api(), product("orders"), gold(null));
    assertThat(result.verdicts().values()).hasSize(3).allMatch(Verdict::accepted);
    assertThat(entry(result).keyHashes()).hasSize(1).allMatch(hash -> hash.length() == 64);
    assertThat(result.snapshot().toString()).doesNotContain(KEY);
    assertThat(result.document().schemaLevel()).isEqualTo(4);
  }

  @Test
  void withoutItsSecretANewOneWaitsAndAServedOneStays() {
    CompileResult fresh = compile(Outside.NOTHING, null, api(), product(), gold(null));
    assertThat(verdict(fresh, "Subscription", "s").reason()).isEqualTo(Reason.KeysPending);
    assertThat(fresh.document().subscriptions()).isEmpty();

    CompileResult served = compile(KEYS, null, api(), product(), gold(null));
    CompileResult gone = compile(Outside.NOTHING, served, api(), product(), gold(null));
    assertThat(verdict(gone, "Subscription", "s").reason()).isEqualTo(Reason.SecretNotFound);
    assertThat(gone.snapshot()).isEqualTo(served.snapshot());
  }

  @Test
  void aSecretThatCannotBeUsedIsToldWithoutItsValues() {
    Outside weak =
        new Outside(Map.of(), Map.of("s", SubscriptionKeys.of(Map.of("primaryKey", "hunter2"))));
    CompileResult result = compile(weak, null, api(), product(), gold(null));
    assertThat(verdict(result, "Subscription", "s"))
        .isEqualTo(
            Verdict.bad(
                Reason.InvalidSecret,
                "the Secret \"s-keys\": primaryKey must have at least 16 characters"));
    assertThat(SubscriptionKeys.of(Map.of()).problem()).contains("it lacks primaryKey");
  }

  @Test
  void suspendingIsAnEditThatNeverWaitsWhateverElseIsWrong() {
    CompileResult served = compile(KEYS, null, api(), product(), gold(null));
    CompileResult suspended =
        compile(Outside.NOTHING, served, api(), gold(SubscriptionState.Suspended));
    assertThat(verdict(suspended, "Subscription", "s").reason()).isEqualTo(Reason.ProductNotFound);
    assertThat(entry(suspended).active()).isFalse();
    assertThat(entry(suspended).keyHashes()).isEqualTo(entry(served).keyHashes());
  }

  @Test
  void whatIsNamedAndNotThereIsToldWithWhatIs() {
    CompileResult result =
        compile(
            KEYS,
            null,
            api(),
            product("orders", "invoices"),
            subscription(SubscriptionScopeType.Api, "order", null));
    assertThat(verdict(result, "Product", "gold"))
        .isEqualTo(
            Verdict.bad(
                Reason.ApiNotFound,
                "spec.apis[1]: the instance has no Api \"invoices\"; there are: orders"));
    assertThat(verdict(result, "Subscription", "s"))
        .isEqualTo(
            Verdict.bad(
                Reason.ApiNotFound,
                "spec.scope.name: the instance has no Api \"order\"; there are: orders"));
  }

  @Test
  void aNewProductGivesNoAccessWithoutThePolicyThatItWasToHave() {
    Policy policy = named(new Policy(), "p");
    policy.setSpec(
        new PolicySpec(
            CONTOSO, new PolicyTargetSpec(PolicyTargetKind.Product, "gold", null), "<policies/"));
    CompileResult held = compile(KEYS, null, api(), product("orders"), policy);
    assertThat(verdict(held, "Product", "gold").reason()).isEqualTo(Reason.PolicyNotAccepted);
    assertThat(held.document().products()).isEmpty();
    assertThat(held.document().apis()).hasSize(1);

    policy.setSpec(
        new PolicySpec(CONTOSO, policy.getSpec().targetRef(), "<policies><inbound/></policies>"));
    CompileResult whole = compile(KEYS, null, api(), product("orders"), policy);
    assertThat(whole.verdicts().values()).allMatch(Verdict::accepted);
    assertThat(whole.document().policies().get(0).product()).isEqualTo("gold");
  }
}
