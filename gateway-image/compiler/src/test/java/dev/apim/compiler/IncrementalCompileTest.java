package dev.apim.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.api.config.ConfigurationDocument;
import dev.apim.api.config.OperationEntry;
import dev.apim.api.config.ResponseEntry;
import dev.apim.api.config.SnapshotCodec;
import dev.apim.api.v1alpha1.Api;
import dev.apim.api.v1alpha1.ApiBackendSpec;
import dev.apim.api.v1alpha1.ApiRevisionSpec;
import dev.apim.api.v1alpha1.ApiSpec;
import dev.apim.api.v1alpha1.ApiSubscriptionSpec;
import dev.apim.api.v1alpha1.Backend;
import dev.apim.api.v1alpha1.BackendSpec;
import dev.apim.api.v1alpha1.BackendType;
import dev.apim.api.v1alpha1.LocalReference;
import dev.apim.api.v1alpha1.OperationSpec;
import dev.apim.api.v1alpha1.Policy;
import dev.apim.api.v1alpha1.PolicySpec;
import dev.apim.api.v1alpha1.PolicyTargetKind;
import dev.apim.api.v1alpha1.PolicyTargetSpec;
import dev.apim.api.v1alpha1.Product;
import dev.apim.api.v1alpha1.ProductSpec;
import dev.apim.api.v1alpha1.Subscription;
import dev.apim.api.v1alpha1.SubscriptionScopeSpec;
import dev.apim.api.v1alpha1.SubscriptionScopeType;
import dev.apim.api.v1alpha1.SubscriptionSpec;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;

/** A compiler that remembers gives what one that does not gives, whatever was edited before. */
class IncrementalCompileTest {

  private static final LocalReference CONTOSO = new LocalReference("contoso");
  private static final int EDITS = 12;

  @Property(tries = 150)
  @Label("B53 the same objects give the same bytes, compiled as an edit or from nothing")
  void anEditGivesWhatAWholeCompileGives(@ForAll long seed) {
    Random random = new Random(seed);
    ConfigurationCompiler kept = new ConfigurationCompiler();
    Map<String, HasMetadata> objects = new TreeMap<>();
    Map<String, ApiImport> imports = new HashMap<>();
    Optional<ConfigurationDocument> active = Optional.empty();
    int buckets = 1 << random.nextInt(3);
    for (int i = 0; i < EDITS; i++) {
      edit(random, objects, imports);
      CompileRequest request =
          new CompileRequest(
              "contoso",
              ConfigurationObjects.of(objects.values()),
              new Outside(imports, keys(random)),
              active,
              buckets);
      CompileResult incremental = kept.compile(request);
      CompileResult full = new ConfigurationCompiler().compile(request);
      assertThat(incremental).isEqualTo(full);
      assertThat(incremental.snapshot()).isEqualTo(SnapshotCodec.split(full.document(), buckets));
      // a restart reads what is active back from its parts
      active = Optional.of(random.nextInt(4) == 0 ? joined(incremental) : incremental.document());
      assertThat(joined(incremental)).isEqualTo(incremental.document());
    }
  }

  private static ConfigurationDocument joined(CompileResult result) {
    return SnapshotCodec.join(
        result.snapshot().hash(), result.snapshot().manifestText(), result.snapshot().buckets());
  }

  private static Map<String, SubscriptionKeys> keys(Random random) {
    return random.nextInt(3) == 0
        ? Map.of()
        : Map.of(
            "s0",
            SubscriptionKeys.of(Map.of("primaryKey", "0123456789abcdef" + random.nextInt(2))));
  }

  private static void edit(
      Random random, Map<String, HasMetadata> objects, Map<String, ApiImport> imports) {
    HasMetadata object =
        switch (random.nextInt(6)) {
          case 0 -> backend(random);
          case 1 -> policy(random);
          case 2 -> product(random);
          case 3 -> subscription(random);
          default -> api(random);
        };
    String key = object.getKind() + "/" + object.getMetadata().getName();
    if (random.nextInt(5) == 0) {
      objects.remove(key);
    } else {
      objects.put(key, object);
    }
    if (object instanceof Api && random.nextInt(3) == 0) {
      OperationEntry operation =
          new OperationEntry(
              "read",
              null,
              "GET",
              "/read/" + random.nextInt(2),
              List.of(new ResponseEntry(200, "text/plain", List.of("read"))));
      imports.put(
          object.getMetadata().getName(),
          random.nextInt(3) == 0 ? ApiImport.invalid("broken") : ApiImport.of(List.of(operation)));
    }
  }

  private static <T extends HasMetadata> T named(T object, String prefix, Random random) {
    object.setMetadata(
        new ObjectMetaBuilder()
            .withName(prefix + random.nextInt(4))
            .withCreationTimestamp("202" + random.nextInt(3) + "-01-01T00:00:00Z")
            .build());
    return object;
  }

  private static Api api(Random random) {
    Api api = named(new Api(), "a", random);
    ApiBackendSpec backend =
        random.nextBoolean()
            ? new ApiBackendSpec(BackendType.Url, "http://b" + random.nextInt(3), null)
            : new ApiBackendSpec(BackendType.Ref, null, "b" + random.nextInt(4));
    api.setSpec(
        new ApiSpec(
            CONTOSO,
            "path" + random.nextInt(3),
            random.nextBoolean() ? List.of() : List.of("h" + random.nextInt(2)),
            backend,
            null,
            random.nextBoolean()
                ? null
                : new ApiRevisionSpec(1 + random.nextInt(2), random.nextBoolean()),
            random.nextBoolean()
                ? List.of()
                : List.of(new OperationSpec("o", null, "GET", random.nextBoolean() ? "/o" : "/{o")),
            null,
            random.nextBoolean() ? null : new ApiSubscriptionSpec(null, null, null)));
    return api;
  }

  private static Backend backend(Random random) {
    Backend backend = named(new Backend(), "b", random);
    backend.setSpec(
        BackendSpec.ofUrl(
            CONTOSO, random.nextInt(4) == 0 ? "http://:1" : "http://c" + random.nextInt(3)));
    return backend;
  }

  private static Policy policy(Random random) {
    Policy policy = named(new Policy(), "p", random);
    PolicyTargetSpec target =
        switch (random.nextInt(3)) {
          case 0 -> new PolicyTargetSpec(PolicyTargetKind.ApiManagementInstance, "contoso", null);
          case 1 -> new PolicyTargetSpec(PolicyTargetKind.Product, "g" + random.nextInt(4), null);
          default ->
              new PolicyTargetSpec(
                  PolicyTargetKind.Api, "a" + random.nextInt(4), random.nextBoolean() ? null : "o");
        };
    String document =
        random.nextInt(4) == 0
            ? "<policies><nothing/></policies>"
            : "<policies><inbound><base/>"
                + (random.nextBoolean() ? "<set-method>PUT</set-method>" : "<mock-response />")
                + "</inbound></policies>";
    policy.setSpec(new PolicySpec(CONTOSO, target, document));
    return policy;
  }

  private static Product product(Random random) {
    Product product = named(new Product(), "g", random);
    product.setSpec(
        new ProductSpec(
            CONTOSO, null, List.of("a" + random.nextInt(4)), random.nextBoolean(), null));
    return product;
  }

  private static Subscription subscription(Random random) {
    Subscription subscription = named(new Subscription(), "s", random);
    subscription.setSpec(
        new SubscriptionSpec(
            CONTOSO,
            null,
            random.nextBoolean()
                ? new SubscriptionScopeSpec(SubscriptionScopeType.AllApis, null)
                : new SubscriptionScopeSpec(SubscriptionScopeType.Product, "g" + random.nextInt(4)),
            null,
            null,
            null));
    return subscription;
  }
}
