package dev.apim.gateway.router;

import dev.apim.api.config.ApiEntry;
import dev.apim.api.config.ConfigurationDocument;
import dev.apim.api.config.ProductEntry;
import dev.apim.policy.context.ExchangeFacts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The products and subscriptions of a revision, by the APIs that they are about. */
final class AccessRules {

  private final KeyRing keys;
  private final boolean anyKeys;
  private final Map<String, List<ProductEntry>> productsOfApi = new HashMap<>();

  AccessRules(ConfigurationDocument document) {
    keys = new KeyRing(document.subscriptions());
    anyKeys = !document.subscriptions().isEmpty() || !document.products().isEmpty();
    for (ProductEntry product : document.products()) {
      if (product.published()) {
        product
            .apis()
            .forEach(
                api -> productsOfApi.computeIfAbsent(api, a -> new ArrayList<>()).add(product));
      }
    }
  }

  /** The published products that an API is in, sorted by name. */
  List<ProductEntry> products(String api) {
    return productsOfApi.getOrDefault(api, List.of());
  }

  /** Access to an API; null where there is nothing to check. */
  Access of(ApiEntry api) {
    if (!anyKeys && !api.keyRuleOrOpen().required()) {
      return null;
    }
    Map<String, ExchangeFacts.Product> products = new TreeMap<>();
    ExchangeFacts.Product open = null;
    for (ProductEntry product : products(api.name())) {
      ExchangeFacts.Product facts = facts(product);
      products.put(product.name(), facts);
      open = open == null && !product.subscriptionRequired() ? facts : open;
    }
    return new Access(api.name(), api.keyRuleOrOpen(), products, open, keys);
  }

  private static ExchangeFacts.Product facts(ProductEntry product) {
    return new ExchangeFacts.Product(
        product.name(), product.displayName() == null ? product.name() : product.displayName());
  }
}
