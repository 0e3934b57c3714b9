package dev.apim.compiler;

import dev.apim.api.config.ApiEntry;
import dev.apim.api.config.RevisionEntry;
import dev.apim.api.config.VersionEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What one Api alone may answer.
 *
 * @param place where
 * @param version asked for by header or query; empty for requests that ask for none
 * @param revision its number; {@link #CURRENT} for requests that ask for none
 */
record Claim(Place place, String version, int revision) implements Comparable<Claim> {

  static final int CURRENT = 0;

  private static final String ANY_HOST = "";
  private static final Comparator<Claim> ORDER =
      Comparator.comparing((Claim claim) -> claim.place().host())
          .thenComparing(claim -> claim.place().path())
          .thenComparing(Claim::version)
          .thenComparingInt(Claim::revision);

  /**
   * A host, empty for all of them, and a path.
   *
   * @param path with the version where that is in the path
   */
  record Place(String host, String path) {

    String describe() {
      return "path \"/" + path + "\" on " + (host.isEmpty() ? "every host" : "host " + host);
    }
  }

  /** The claims of an API: its revision, and the current one where it is that. */
  static List<Claim> of(ApiEntry entry) {
    RevisionEntry revision = entry.revisionOrOnly();
    String version = selector(entry).isEmpty() ? "" : entry.version().value();
    List<Claim> claims = new ArrayList<>();
    for (Place place : places(entry)) {
      claims.add(new Claim(place, version, revision.number()));
      if (revision.current()) {
        claims.add(new Claim(place, version, CURRENT));
      }
    }
    return List.copyOf(claims);
  }

  static List<Place> places(ApiEntry entry) {
    List<String> hosts = entry.hosts().isEmpty() ? List.of(ANY_HOST) : entry.hosts();
    return hosts.stream().map(host -> new Place(host, entry.versionedPath())).toList();
  }

  /** How requests ask for the version of an API; empty where they do not, or by the path. */
  static String selector(ApiEntry entry) {
    VersionEntry version = entry.version();
    return version == null || version.parameter() == null
        ? ""
        : ("Header".equals(version.scheme()) ? "header " : "query parameter ")
            + version.parameter();
  }

  @Override
  public int compareTo(Claim other) {
    return ORDER.compare(this, other);
  }

  String describe() {
    return place.describe() + (version.isEmpty() ? "" : " with version " + version);
  }
}
