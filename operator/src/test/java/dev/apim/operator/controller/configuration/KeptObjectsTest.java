package dev.apim.operator.controller.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.api.config.ApiEntry;
import dev.apim.api.v1alpha1.Api;
import dev.apim.api.v1alpha1.ApiBackendSpec;
import dev.apim.api.v1alpha1.ApiSpec;
import dev.apim.api.v1alpha1.BackendType;
import dev.apim.api.v1alpha1.LocalReference;
import dev.apim.api.v1alpha1.Subscription;
import dev.apim.api.v1alpha1.SubscriptionScopeSpec;
import dev.apim.api.v1alpha1.SubscriptionScopeType;
import dev.apim.api.v1alpha1.SubscriptionSpec;
import dev.apim.api.v1alpha1.SubscriptionState;
import dev.apim.compiler.CompileRequest;
import dev.apim.compiler.CompileResult;
import dev.apim.compiler.ConfigurationCompiler;
import dev.apim.compiler.ConfigurationObjects;
import dev.apim.compiler.Outside;
import dev.apim.compiler.SubscriptionKeys;
import dev.apim.operator.controller.configuration.Publisher.Configured;
import dev.apim.operator.domain.sync.DeletionGuard;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class KeptObjectsTest {

  private static final LocalReference CONTOSO = new LocalReference("contoso");
  private static final Outside KEYS =
      new Outside(
          Map.of(), Map.of("shop", new SubscriptionKeys(List.of("hash"), Optional.empty())));

  @Test
  @DisplayName("B123 a subscription is suspended while the removal of many objects is held")
  void whatElseIsEditedGoesOn() {
    List<HasMetadata> before = new ArrayList<>(apis());
    before.add(shop(SubscriptionState.Active));
    CompileResult active = compile(sources(before), Optional.empty());
    assertThat(active.document().apis()).hasSize(12);
    assertThat(active.document().subscriptions().get(0).active()).isTrue();

    Sources left = sources(List.of(shop(SubscriptionState.Suspended)));
    CompileResult alone = compile(left, Optional.of(active));
    assertThat(DeletionGuard.removals(active.document(), alone.document()).isUnusual()).isTrue();

    CompileResult meanwhile =
        KeptObjects.rest(
                left,
                new Configured(active.snapshot(), active.document()),
                alone.document(),
                kept -> compile(kept, Optional.of(active)))
            .orElseThrow();

    assertThat(meanwhile.document().apis())
        .containsExactlyElementsOf(active.document().apis())
        .extracting(ApiEntry::name)
        .contains("api0", "api11");
    assertThat(meanwhile.document().subscriptions().get(0).active()).isFalse();
  }

  @Test
  void whereNothingElseWasEditedThereIsNothingToPublish() {
    CompileResult active = compile(sources(List.copyOf(apis())), Optional.empty());
    Sources left = sources(List.of());
    CompileResult alone = compile(left, Optional.of(active));

    assertThat(
            KeptObjects.rest(
                left,
                new Configured(active.snapshot(), active.document()),
                alone.document(),
                kept -> compile(kept, Optional.of(active))))
        .isEmpty();
  }

  private static CompileResult compile(Sources sources, Optional<CompileResult> active) {
    return new ConfigurationCompiler()
        .compile(
            new CompileRequest(
                "contoso",
                sources.objects(),
                sources.outside(),
                active.map(CompileResult::document),
                1));
  }

  private static Sources sources(List<HasMetadata> objects) {
    return new Sources(ConfigurationObjects.of(objects), KEYS, List.of());
  }

  private static List<Api> apis() {
    return IntStream.range(0, 12).mapToObj(number -> api("api" + number)).toList();
  }

  private static Api api(String name) {
    Api api = new Api();
    api.setMetadata(meta(name));
    api.setSpec(
        new ApiSpec(
            CONTOSO,
            name,
            List.of(),
            new ApiBackendSpec(BackendType.Url, "http://b.example", null)));
    return api;
  }

  private static Subscription shop(SubscriptionState state) {
    Subscription subscription = new Subscription();
    subscription.setMetadata(meta("shop"));
    subscription.setSpec(
        new SubscriptionSpec(
            CONTOSO,
            null,
            new SubscriptionScopeSpec(SubscriptionScopeType.Api, "api0"),
            state,
            null,
            null));
    return subscription;
  }

  private static ObjectMeta meta(String name) {
    return new ObjectMetaBuilder()
        .withName(name)
        .withNamespace("apim")
        .withCreationTimestamp("2026-11-21T10:00:00Z")
        .build();
  }
}
