package dev.apim.gateway.router;

import dev.apim.api.config.ApiEntry;
import dev.apim.api.config.RevisionEntry;
import dev.apim.api.config.VersionEntry;
import java.util.HashMap;
import java.util.Map;

/** What answers at one path: the versions and revisions of an API. */
final class Crossing {

  /** No revision is asked for. */
  static final int CURRENT = 0;

  private Slot plain;
  private VersionEntry selector;
  private Map<String, Slot> versions = Map.of();

  /** The revisions of a version. */
  private static final class Slot {
    private Site current;
    private final Map<Integer, Site> revisions = new HashMap<>(2);
  }

  /**
   * Adds an API.
   *
   * @throws RevisionRefusedException where another answers the same
   */
  void add(ApiEntry api, Site site) {
    VersionEntry version = api.version();
    RevisionEntry revision = api.revisionOrOnly();
    Slot slot = version == null || version.parameter() == null ? plain() : version(api, version);
    Site other = slot.revisions.putIfAbsent(revision.number(), site);
    if (revision.current()) {
      other = slot.current == null ? other : slot.current;
      slot.current = site;
    }
    if (other != null) {
      throw new RevisionRefusedException(
          "the Apis \"" + other.api() + "\" and \"" + api.name() + "\" have one path");
    }
  }

  private Slot plain() {
    plain = plain == null ? new Slot() : plain;
    return plain;
  }

  private Slot version(ApiEntry api, VersionEntry version) {
    if (selector == null) {
      selector = version;
      versions = new HashMap<>();
    } else if (!selector.scheme().equals(version.scheme())
        || !selector.parameter().equals(version.parameter())) {
      throw new RevisionRefusedException(
          "the version of the Api \"" + api.name() + "\" is asked for in another way than others");
    }
    return versions.computeIfAbsent(version.value(), value -> new Slot());
  }

  /** What answers a request; null where nothing does. */
  Site find(Asked asked, String target, int revision) {
    Slot slot = selector == null ? plain : slot(asked, target);
    if (slot == null) {
      return null;
    }
    return revision == CURRENT ? slot.current : slot.revisions.get(revision);
  }

  private Slot slot(Asked asked, String target) {
    String value =
        selector.scheme().equals("Header")
            ? asked.header(selector.parameter())
            : QueryText.value(target, selector.parameter());
    return value == null ? plain : versions.get(value);
  }
}
