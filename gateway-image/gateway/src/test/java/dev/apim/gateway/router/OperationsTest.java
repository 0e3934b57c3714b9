package dev.apim.gateway.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.api.config.ApiEntry;
import dev.apim.api.config.ConfigurationDocument;
import dev.apim.api.config.OperationEntry;
import dev.apim.api.config.RevisionEntry;
import dev.apim.api.config.VersionEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperationsTest {

  private static final Map<String, String> NONE = Map.of();

  private static RoutingTable table(ApiEntry... apis) {
    return new ProgramBuilder()
        .build(ConfigurationDocument.of("contoso", List.of(), List.of(apis), List.of()));
  }

  private static ApiEntry api(
      String name, VersionEntry version, RevisionEntry revision, String... operations) {
    List<OperationEntry> entries = new ArrayList<>();
    for (String operation : operations) {
      String[] parts = operation.split(" ");
      entries.add(new OperationEntry(parts[0], null, parts[1], parts[2]));
    }
    return new ApiEntry(
        name, "shop", List.of(), null, "http://b/base", version, revision, entries, null, null);
  }

  private static ApiEntry versioned(String name, VersionEntry version) {
    return api(name, version, null);
  }

  private static Match find(RoutingTable table, String method, String target) {
    return table.find("x", target, new Request(method, NONE));
  }

  private final RoutingTable shop =
      table(
          api(
              "shop",
              null,
              null,
              "list GET /orders",
              "add POST /orders",
              "one GET /orders/{id}",
              "open GET /orders/open",
              "items GET /orders/{order}/items/{item}",
              "special GET /orders/open/special",
              "report GET /orders/{id}.json",
              "pair GET /pairs/{a}-{b}",
              "odata GET /Products({key})",
              "search GET /search?q={text}",
              "searchAll GET /search",
              "exact GET /search?q={text}&mode=exact",
              "files GET /files/*",
              "named GET /docs/{*path}",
              "root GET /"));

  @ParameterizedTest
  @DisplayName("B95 texts win over templates, templates over wildcards, whatever stands first")
  @CsvSource(
      value = {
        "GET  | /shop                      | root      |",
        "GET  | /shop/                     | root      |",
        "GET  | /shop/orders               | list      |",
        "GET  | /shop/orders/              | list      |",
        "POST | /shop/orders               | add       |",
        "GET  | /shop/orders/7             | one       | id=7",
        "GET  | /shop/orders/a%20b%2Fc     | one       | id=a b/c",
        "GET  | /shop/orders/open          | open      |",
        "GET  | /shop/orders/open/items/3  | items     | order=open,item=3",
        "GET  | /shop/orders/open/special  | special   |",
        "GET  | /shop/orders/7.json        | report    | id=7",
        "GET  | /shop/pairs/x-y-z          | pair      | a=x,b=y-z",
        "GET  | /shop/Products(7)          | odata     | key=7",
        "GET  | /shop/search               | searchAll |",
        "GET  | /shop/search?q=a+b%26c     | search    | text=a b&c",
        "GET  | /shop/search?mode=exact&q= | exact     | text=",
        "GET  | /shop/files                | files     |",
        "GET  | /shop/files/a/b            | files     |",
        "GET  | /shop/docs/a/b%20c?x       | named     | path=a/b c",
      },
      delimiter = '|')
  void findsTheOperation(String method, String target, String operation, String parameters) {
    Match match = find(shop, method, target);
    assertThat(match.refusal()).isNull();
    assertThat(match.route().operation().id()).isEqualTo(operation);
    Map<String, String> expected = new java.util.HashMap<>();
    for (String pair : parameters == null ? new String[0] : parameters.split(",")) {
      int equals = pair.indexOf('=');
      expected.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    assertThat(match.parameters()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /shop/nothing",
    "DELETE, /shop/orders",
    "HEAD, /shop/orders",
    "GET, /shop/orders/7/items",
    "GET, /shop/pairs/x-",
    "GET, /shop/Products()",
    "GET, /shop//orders",
  })
  void whatIsNoOperationIsNotFoundAsInAzureAlsoWhereOnlyTheMethodDiffers(
      String method, String target) {
    Match match = find(shop, method, target);
    assertThat(match.refusal()).isEqualTo(Refusal.NOT_FOUND);
    assertThat(match.route().api()).isEqualTo("shop");
  }

  @Test
  void anApiWithoutOperationsAnswersEverythingBelowItsPath() {
    Match match = find(table(api("all", null, null)), "BREW", "/shop/any/thing");
    assertThat(match.refusal()).isNull();
    assertThat(match.route().operation()).isNull();
  }

  @Test
  void versionsAreAskedForByPathHeaderOrQuery() {
    RoutingTable path = table(versioned("v0", null), versioned("v1", version("Path", null, "v1")));
    assertThat(find(path, "GET", "/shop/v1/x").route().api()).isEqualTo("v1");
    Route found = find(path, "GET", "/shop/v1/x").route();
    assertThat(found.backendTarget("/shop/v1/x", found.backend().first().url()))
        .isEqualTo("/base/x");
    assertThat(find(path, "GET", "/shop/x").route().api()).isEqualTo("v0");

    RoutingTable header =
        table(
            versioned("v0", null),
            versioned("v1", version("Header", "Api-Version", "1")),
            versioned("v2", version("Header", "Api-Version", "2")));
    assertThat(header.find("x", "/shop", new Request("GET", Map.of("api-version", "2"))).route())
        .extracting(Route::api)
        .isEqualTo("v2");
    assertThat(find(header, "GET", "/shop").route().api()).isEqualTo("v0");
    assertThat(header.find("x", "/shop", new Request("GET", Map.of("api-version", "3"))).refusal())
        .isEqualTo(Refusal.NOT_FOUND);

    RoutingTable query = table(versioned("v1", version("Query", "api-version", "2026-01-01")));
    assertThat(find(query, "GET", "/shop/x?api-version=2026-01-01").route().api()).isEqualTo("v1");
    assertThat(find(query, "GET", "/shop/x").route()).isNull();
  }

  private static VersionEntry version(String scheme, String parameter, String value) {
    return new VersionEntry(scheme, parameter, value);
  }

  @Test
  void revisionsAreAskedForBehindThePathAndTheBackendDoesNotSeeIt() {
    RoutingTable table =
        table(
            api("one", null, new RevisionEntry(1, true), "get GET /a/{b}"),
            api("two", null, new RevisionEntry(2, false), "get GET /a/{b}"));
    assertThat(find(table, "GET", "/shop/a/c").route().api()).isEqualTo("one");
    assertThat(find(table, "GET", "/shop;rev=1/a/c").route().api()).isEqualTo("one");
    Match two = find(table, "GET", "/shop;rev=2/a/c?d=;rev=3");
    assertThat(two.route().api()).isEqualTo("two");
    assertThat(two.target()).isEqualTo("/shop/a/c?d=;rev=3");
    assertThat(two.parameters()).isEqualTo(Map.of("b", "c"));
    assertThat(two.route().facts().revision()).isEqualTo("2");
    assertThat(find(table, "GET", "/shop;rev=3/a/c").route()).isNull();
    assertThat(find(table, "GET", "/shop/a;rev=2/c").route()).isNull();
    assertThat(find(table, "GET", "/shop/a/c;rev=x").parameters()).containsEntry("b", "c;rev=x");
  }
}
