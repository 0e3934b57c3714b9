package dev.apim.compiler;

import dev.apim.api.config.ApiEntry;
import dev.apim.api.v1alpha1.Api;
import dev.apim.api.v1alpha1.ApiSpec;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * What was made of each Api in the compile before, used again where the Api is the same, so that an
 * edit of one costs the work of one. Whether it is used or not, the result is the same.
 */
final class ApiMemory {

  private Map<String, Made> before = Map.of();
  private Map<String, Made> now = new HashMap<>();
  private Map<ApiEntry, List<Claim>> claimsBefore = Map.of();
  private Map<ApiEntry, List<Claim>> claimsNow = new IdentityHashMap<>();
  private Map<ApiEntry, ApiEntry> baresBefore = Map.of();
  private Map<ApiEntry, ApiEntry> baresNow = new IdentityHashMap<>();

  /**
   * What is made of an Api alone.
   *
   * @param operations names of its operations
   * @param verdict what is said of its operations
   */
  record Made(
      ApiSpec spec, ApiImport read, ApiEntry entry, Set<String> operations, Verdict verdict) {

    boolean isFor(ApiSpec other, ApiImport otherRead) {
      return (spec == other || spec.equals(other)) && Objects.equals(read, otherRead);
    }
  }

  /** Begins a compile: what the one before did not use is forgotten. */
  void begin() {
    before = now;
    now = new HashMap<>(before.size() * 2);
    claimsBefore = claimsNow;
    claimsNow = new IdentityHashMap<>(claimsBefore.size());
    baresBefore = baresNow;
    baresNow = new IdentityHashMap<>(baresBefore.size());
  }

  /**
   * What is made of an Api.
   *
   * @param read what was read of its OpenAPI document; null where it has none
   */
  Made made(Api api, ApiImport read, BiFunction<Api, ApiImport, Made> make) {
    Made known = before.get(api.getMetadata().getName());
    Made made = known != null && known.isFor(api.getSpec(), read) ? known : make.apply(api, read);
    now.put(api.getMetadata().getName(), made);
    return made;
  }

  /** The entry without what its operations answer. */
  ApiEntry bare(ApiEntry entry) {
    ApiEntry bare = baresBefore.get(entry);
    bare = bare == null ? entry.bare() : bare;
    baresNow.put(entry, bare);
    return bare;
  }

  List<Claim> claims(ApiEntry entry) {
    return claimsNow.computeIfAbsent(
        entry,
        same -> {
          List<Claim> known = claimsBefore.get(same);
          return known != null ? known : Claim.of(same);
        });
  }
}
