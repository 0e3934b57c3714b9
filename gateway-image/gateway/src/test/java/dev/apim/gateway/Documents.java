package dev.apim.gateway;

import dev.apim.api.config.ApiEntry;
import dev.apim.api.config.ConfigurationDocument;
import dev.apim.api.config.SchemaLevel;
import java.util.List;

/** Configuration documents for tests. */
final class Documents {

  private Documents() {}

  static ConfigurationDocument of(ApiEntry... apis) {
    return new ConfigurationDocument(SchemaLevel.CURRENT, "contoso", List.of(), List.of(apis));
  }

  static ApiEntry api(String name, String path, String url, String... hosts) {
    return new ApiEntry(name, path, List.of(hosts), null, url, null);
  }
}
