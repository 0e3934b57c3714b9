package dev.apim.gateway.router;

import dev.apim.api.config.ApiEntry;
import dev.apim.api.config.ConfigurationDocument;
import dev.apim.api.config.SchemaLevel;
import dev.apim.gateway.upstream.Upstream;
import dev.apim.policy.BackendUrl;
import dev.apim.policy.InvalidUrlException;
import dev.apim.policy.RoutePath;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * All routes of one revision. Never changed once built, so that a request sees one revision from
 * beginning to end (B41).
 */
public final class RoutingTable {

  private static final String REVISION = ";rev=";
  private static final int MOST_DIGITS = 4;

  private final PathTree anyHost = new PathTree();
  private final Map<String, PathTree> byHost = new HashMap<>();
  private final Set<String> apis = new HashSet<>();
  private final Map<String, Upstream> backends;

  private RoutingTable(Map<String, Upstream> backends) {
    this.backends = backends;
  }

  /**
   * Builds the table of a document, whole or not at all.
   *
   * @param backends the document's, by name
   * @param programs what requests run through
   * @throws RevisionRefusedException where any part of it cannot be served
   */
  static RoutingTable of(
      ConfigurationDocument document, Map<String, Upstream> backends, Programs programs) {
    RoutingTable table = new RoutingTable(backends);
    SiteBuilder sites = new SiteBuilder(programs, backends, new AccessRules(document));
    document.apis().forEach(api -> table.add(api, sites.build(api)));
    return table;
  }

  /** Before anything else is read of it. */
  static void refuseNewer(ConfigurationDocument document) {
    if (document.schemaLevel() > SchemaLevel.CURRENT) {
      throw new RevisionRefusedException(
          "the document has schema level "
              + document.schemaLevel()
              + ", and this gateway reads levels up to "
              + SchemaLevel.CURRENT);
    }
  }

  static BackendUrl url(String api, String url) {
    try {
      return BackendUrl.parse(url);
    } catch (InvalidUrlException e) {
      throw new RevisionRefusedException("the Api \"" + api + "\": " + e.getMessage());
    }
  }

  private void add(ApiEntry api, Site site) {
    RoutePath path = RoutePath.parse(api.versionedPath());
    apis.add(api.name());
    if (api.hosts().isEmpty()) {
      anyHost.at(path).add(api, site);
    }
    for (String host : api.hosts()) {
      byHost.computeIfAbsent(host, key -> new PathTree()).at(path).add(api, site);
    }
  }

  /**
   * Finds what answers a request: the APIs of exactly this host first, the longest path among them,
   * then those of every host; then the version, the revision and the operation.
   *
   * @param host in lower case, without port; empty where the request names none
   * @param target normal path, perhaps with a query
   */
  public Match find(String host, String target, Asked asked) {
    PathTree own = byHost.isEmpty() ? null : byHost.get(host);
    int mark = target.indexOf(REVISION);
    if (mark > 0) {
      return revision(own, target, asked, mark);
    }
    return plain(own, target, asked);
  }

  private Match plain(PathTree own, String target, Asked asked) {
    Crossing crossing = own == null ? null : own.find(target, -1);
    crossing = crossing == null ? anyHost.find(target, -1) : crossing;
    Site site = crossing == null ? null : crossing.find(asked, target, Crossing.CURRENT);
    return site == null ? Match.nothing(target) : site.match(asked, target);
  }

  /** A path with {@code ;rev=2} behind that of the API. */
  private Match revision(PathTree own, String target, Asked asked, int mark) {
    int digits = mark + REVISION.length();
    int end = digits;
    while (end < target.length() && Character.digit(target.charAt(end), 10) >= 0) {
      end++;
    }
    boolean ends = end == target.length() || "/?".indexOf(target.charAt(end)) >= 0;
    if (end == digits || end - digits > MOST_DIGITS || !ends || isInQuery(target, mark)) {
      return plain(own, target, asked);
    }
    Crossing crossing = own == null ? null : own.find(target, mark);
    crossing = crossing == null ? anyHost.find(target, mark) : crossing;
    String rest = target.substring(0, mark) + target.substring(end);
    int number = Integer.parseInt(target.substring(digits, end));
    Site site = crossing == null ? null : crossing.find(asked, rest, number);
    return site == null ? Match.nothing(target) : site.match(asked, rest);
  }

  private static boolean isInQuery(String target, int mark) {
    int question = target.indexOf('?');
    return question >= 0 && question < mark;
  }

  /** All backends that have a name, by it. */
  public Map<String, Upstream> backends() {
    return backends;
  }

  /** The names of all APIs. */
  public Set<String> apis() {
    return Set.copyOf(apis);
  }
}
