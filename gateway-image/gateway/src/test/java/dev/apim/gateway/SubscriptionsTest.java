package dev.apim.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Products and subscription keys, from YAML to the answer. */
class SubscriptionsTest {

  private static final String GOLD = "gold-0123456789abcdef";
  private static final String GOLD_SECOND = "gold-second-0123456789";
  private static final String ONE_API = "one-api-0123456789abcdef";
  private static final String ALL = "all-apis-0123456789abcdef";
  private static final String SUSPENDED = "suspended-0123456789abcdef";
  private static final String MISSING =
      "Access denied due to missing subscription key. Make sure to include subscription key when"
          + " making requests to an API.";
  private static final String INVALID =
      "Access denied due to invalid subscription key. Make sure to provide a valid key for an"
          + " active subscription.";

  @TempDir Path folder;
  private FolderGateway gateway;

  @BeforeEach
  void make() throws IOException {
    gateway = new FolderGateway(folder);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private void api(String name, String more) {
    gateway.write(
        name + ".yaml",
        """
        apiVersion: apim.dev/v1alpha1
        kind: Api
        metadata: {name: %1$s}
        spec:
          instanceRef: {name: contoso}
          path: %1$s
          backend: {type: Url, url: "http://127.0.0.1:%2$d/%1$s"}
          %3$s
        """
            .formatted(name, gateway.backendPort(), more));
  }

  private void product(String name, String apis, String more) {
    gateway.write(
        "product-" + name + ".yaml",
        """
        apiVersion: apim.dev/v1alpha1
        kind: Product
        metadata: {name: %s}
        spec: {instanceRef: {name: contoso}, displayName: The %s, apis: [%s]%s}
        """
            .formatted(name, name, apis, more));
  }

  private void subscription(String name, String scope, String key, String more) {
    gateway.write(
        "subscription-" + name + ".yaml",
        """
        apiVersion: apim.dev/v1alpha1
        kind: Subscription
        metadata: {name: %1$s, creationTimestamp: "2026-01-02T03:04:05Z"}
        spec: {instanceRef: {name: contoso}, scope: %2$s%4$s}
        ---
        apiVersion: v1
        kind: Secret
        metadata: {name: %1$s-keys}
        stringData: {primaryKey: %3$s, secondaryKey: %5$s}
        """
            .formatted(
                name, scope, key, more, key.equals(GOLD) ? GOLD_SECOND : key + "-secondary"));
  }

  private void policy(String target, String document) {
    gateway.write(
        "policy.yaml",
        """
        apiVersion: apim.dev/v1alpha1
        kind: Policy
        metadata: {name: p}
        spec:
          instanceRef: {name: contoso}
          targetRef: %s
          document: |
            %s
        """
            .formatted(target, document));
  }

  private HttpResponse<String> call(String target, String header, String key) {
    HttpRequest.Builder request = HttpRequest.newBuilder(gateway.uri(target)).GET();
    return gateway.send(header == null ? request : request.header(header, key));
  }

  private int withKey(String target, String key) {
    return call(target, "Ocp-Apim-Subscription-Key", key).statusCode();
  }

  private void everything() {
    api("orders", "subscription: {required: true}");
    api("other", "subscription: {header: x-api-key, query: key}");
    api("free", "");
    product("gold", "orders", "");
    product("draft", "other", ", state: NotPublished");
    subscription("gold-one", "{type: Product, name: gold}", GOLD, "");
    subscription("draft-one", "{type: Product, name: draft}", "draft-0123456789abcdef", "");
    subscription("one", "{type: Api, name: other}", ONE_API, "");
    subscription("all", "{type: AllApis}", ALL, "");
    subscription("off", "{type: AllApis}", SUSPENDED, ", state: Suspended");
  }

  @Test
  @DisplayName(
      "B123 a key opens what its subscription is for, by header or query, either of the two")
  void keysOpenWhatTheyAreFor() {
    everything();
    gateway.serve();

    assertThat(withKey("/orders/1", GOLD)).isEqualTo(200);
    assertThat(withKey("/orders/1", GOLD_SECOND)).isEqualTo(200);
    assertThat(call("/orders?subscription-key=" + GOLD, null, null).statusCode()).isEqualTo(200);
    assertThat(withKey("/orders", ONE_API)).isEqualTo(401);
    assertThat(withKey("/orders", ALL)).isEqualTo(200);
    assertThat(withKey("/orders", SUSPENDED)).isEqualTo(401);
    assertThat(call("/other", "x-api-key", ONE_API).statusCode()).isEqualTo(200);
    assertThat(call("/other?key=" + ONE_API, null, null).statusCode()).isEqualTo(200);
    assertThat(call("/other", "x-api-key", GOLD).statusCode()).isEqualTo(401);
    assertThat(call("/other", "x-api-key", "draft-0123456789abcdef").statusCode()).isEqualTo(401);
    assertThat(withKey("/other", ONE_API)).isEqualTo(401);
    assertThat(call("/free", null, null).statusCode()).isEqualTo(200);
    assertThat(withKey("/free", "a key that is none")).isEqualTo(401);
  }

  @Test
  @DisplayName("B123 the answer without a key, or with a wrong one, is that of Azure")
  void refusalsAreThoseOfAzure() {
    everything();
    gateway.serve();

    HttpResponse<String> missing = call("/orders/1", null, null);
    assertThat(missing.statusCode()).isEqualTo(401);
    assertThat(missing.body())
        .isEqualTo("{ \"statusCode\": 401, \"message\": \"" + MISSING + "\" }");
    assertThat(missing.headers().firstValue("WWW-Authenticate"))
        .contains(
            "AzureApiManagementKey realm=\"127.0.0.1/orders\","
                + "name=\"Ocp-Apim-Subscription-Key\",type=\"header\"");
    assertThat(call("/orders", "Ocp-Apim-Subscription-Key", "wrong").body()).contains(INVALID);
    assertThat(gateway.asked()).isEmpty();
  }

  @Test
  @DisplayName("B123 a product's policies run for its subscribers, who are known to policies")
  void productsHavePolicies() {
    everything();
    policy(
        "{kind: Product, name: gold}",
        "<policies><inbound><base/><set-header name=\"x-who\"><value>@(context.Product.Id + \"|\" +"
            + " context.Product.Name + \"|\" + context.Subscription.Id + \"|\" +"
            + " context.Subscription.Key)</value></set-header></inbound></policies>");
    gateway.serve();

    assertThat(call("/orders", "Ocp-Apim-Subscription-Key", GOLD).body())
        .isEqualTo("GET /orders x-who=gold|The gold|gold-one|" + GOLD);
    assertThat(call("/orders", "Ocp-Apim-Subscription-Key", ALL).body()).isEqualTo("GET /orders");
  }

  @Test
  @DisplayName("B123 a product that asks for no key opens its APIs, under its policies")
  void openProducts() {
    api("orders", "subscription: {required: true}");
    product("open", "orders", ", subscriptionRequired: false");
    policy(
        "{kind: Product, name: open}",
        "<policies><inbound><base/><set-header name=\"x-product\"><value>@(context.Product.Id)"
            + "</value></set-header></inbound></policies>");
    gateway.serve();

    assertThat(call("/orders", null, null).body()).isEqualTo("GET /orders x-product=open");
    assertThat(withKey("/orders", "a key that is none")).isEqualTo(401);
  }

  @Test
  @DisplayName("B123 a browser's question is answered by cors without a key, and by nothing else")
  void preflightsNeedNoKey() {
    everything();
    policy(
        "{kind: Api, name: orders}",
        "<policies><inbound><base/><set-header name=\"x-never\"><value>1</value></set-header>"
            + "<cors><allowed-origins><origin>https://a.example</origin></allowed-origins>"
            + "<allowed-methods><method>PUT</method></allowed-methods></cors></inbound>"
            + "<on-error><base/><set-header name=\"x-why\" exists-action=\"override\"><value>"
            + "@(context.LastError.Reason)</value></set-header></on-error></policies>");
    gateway.serve();

    HttpResponse<String> asked =
        gateway.send(
            HttpRequest.newBuilder(gateway.uri("/orders/1"))
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .header("Origin", "https://a.example")
                .header("Access-Control-Request-Method", "PUT"));
    assertThat(asked.statusCode()).isEqualTo(200);
    assertThat(asked.headers().firstValue("Access-Control-Allow-Origin"))
        .contains("https://a.example");

    HttpResponse<String> plain = call("/orders/1", "Origin", "https://a.example");
    assertThat(plain.statusCode()).isEqualTo(401);
    assertThat(plain.headers().firstValue("x-why")).contains("SubscriptionKeyNotFound");
    assertThat(gateway.asked()).isEmpty();
  }
}
