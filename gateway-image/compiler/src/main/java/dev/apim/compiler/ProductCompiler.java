package dev.apim.compiler;

import dev.apim.api.config.ConfigurationDocument;
import dev.apim.api.config.ProductEntry;
import dev.apim.api.config.SchemaLevel;
import dev.apim.api.v1alpha1.Product;
import dev.apim.api.v1alpha1.ProductSpec;
import dev.apim.api.v1alpha1.ProductState;
import dev.apim.api.v1alpha1.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Judges products; one with an error keeps its last good version. */
final class ProductCompiler {

  private final Set<String> apis;
  private final SourceMemory sources;
  private final Ceiling ceiling;
  private final Map<String, ProductEntry> lastGood = new HashMap<>();
  private final Map<String, ProductEntry> wanted = new TreeMap<>();
  private final Map<String, Verdict> verdicts = new HashMap<>();

  /**
   * @param apis names of all Api objects of the instance, also of those that are not accepted
   */
  ProductCompiler(
      ConfigurationDocument active, Set<String> apis, SourceMemory sources, Ceiling ceiling) {
    this.ceiling = ceiling;
    this.sources = sources;
    this.apis = apis;
    active.products().forEach(entry -> lastGood.put(entry.name(), entry));
  }

  void add(Product product) {
    String name = product.getMetadata().getName();
    ProductSpec spec = product.getSpec();
    wanted.put(
        name,
        new ProductEntry(
            name,
            spec.displayName(),
            spec.apis().stream().distinct().sorted().toList(),
            spec.subscriptionRequired(),
            spec.state() == ProductState.Published,
            sources.source(product)));
    verdicts.put(name, judge(spec));
  }

  private Verdict judge(ProductSpec spec) {
    for (int i = 0; i < spec.apis().size(); i++) {
      if (!apis.contains(spec.apis().get(i))) {
        return Verdict.bad(
            Reason.ApiNotFound,
            Names.missing("spec.apis[" + i + "]", "Api", spec.apis().get(i), apis));
      }
    }
    return ceiling.judge(SchemaLevel.SUBSCRIPTIONS, "a Product");
  }

  /** Names of all Product objects. */
  Set<String> names() {
    return wanted.keySet();
  }

  /**
   * The entries of the document; adds a verdict for each object.
   *
   * @param missing the name of a Policy that the product was to have and that has never been run
   */
  List<ProductEntry> compile(
      Map<ObjectKey, Verdict> all, Function<String, Optional<String>> missing) {
    List<ProductEntry> entries = new ArrayList<>();
    wanted.forEach(
        (name, entry) -> {
          ProductEntry before = lastGood.get(name);
          Verdict verdict = verdicts.get(name);
          Optional<String> policy = before == null ? missing.apply(name) : Optional.empty();
          if (verdict.accepted() && policy.isPresent()) {
            verdict = withoutPolicy(policy.get());
          }
          ProductEntry chosen = verdict.accepted() ? entry : before;
          if (chosen != null) {
            entries.add(chosen);
          }
          all.put(
              new ObjectKey("Product", name),
              verdict.accepted() || before == null
                  ? verdict
                  : Verdict.bad(
                      verdict.reason(),
                      verdict.message()
                          + " (until then the last good version of this Product is used)"));
        });
    return entries;
  }

  private static Verdict withoutPolicy(String policy) {
    return Verdict.bad(
        Reason.PolicyNotAccepted,
        "the Policy \""
            + policy
            + "\" is not accepted, and a Product that is new gives no access without it; correct"
            + " that Policy or delete it");
  }
}
