package dev.apim.gateway.folder;

import dev.apim.api.v1alpha1.Api;
import dev.apim.api.v1alpha1.Subscription;
import dev.apim.compiler.ApiImport;
import dev.apim.compiler.ConfigurationObjects;
import dev.apim.compiler.Outside;
import dev.apim.compiler.SubscriptionKeys;
import dev.apim.openapi.Imports;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the objects of a folder refer to, from the same folder. Nothing is made here. */
final class FolderOutside {

  private Imports imports;

  Outside of(FolderReader.Objects objects) {
    ConfigurationObjects sorted = ConfigurationObjects.of(objects.all());
    return new Outside(
        imports(sorted.of(Api.class), objects), keys(sorted.of(Subscription.class), objects));
  }

  /** The parser takes a while to begin, and many folders need none. */
  private Map<String, ApiImport> imports(List<Api> apis, FolderReader.Objects objects) {
    if (apis.stream().allMatch(api -> api.getSpec().openapi() == null)) {
      return Map.of();
    }
    imports = imports == null ? new Imports() : imports;
    return imports.read(
        apis,
        (namespace, name) -> Optional.ofNullable(objects.configMaps().get(name)),
        name -> "there is no ConfigMap \"" + name + "\" among the files");
  }

  private static Map<String, SubscriptionKeys> keys(
      List<Subscription> subscriptions, FolderReader.Objects objects) {
    Map<String, SubscriptionKeys> keys = new HashMap<>();
    for (Subscription subscription : subscriptions) {
      String name = subscription.getMetadata().getName();
      String secret = subscription.getSpec().secretNameOf(name);
      Map<String, String> data = objects.secrets().get(secret);
      keys.put(
          name,
          data != null
              ? SubscriptionKeys.of(data)
              : new SubscriptionKeys(
                  List.of(), Optional.of("it is not among the files, and none is made here")));
    }
    return keys;
  }
}
