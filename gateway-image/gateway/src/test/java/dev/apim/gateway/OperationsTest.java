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

/** Operations, versions and revisions, from YAML to the answer. */
class OperationsTest {

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

  private FolderGateway api(String name, String more) {
    return gateway.write(
        name + ".yaml",
        """
        apiVersion: apim.dev/v1alpha1
        kind: Api
        metadata: {name: %s}
        spec:
          instanceRef: {name: contoso}
          path: shop
          backend: {type: Url, url: "http://127.0.0.1:%d/%s"}
        """
                .formatted(name, gateway.backendPort(), name)
            + more.indent(2));
  }

  private void policy(String name, String target, String inbound, String more) {
    gateway.write(
        "policy-" + name + ".yaml",
        """
        apiVersion: apim.dev/v1alpha1
        kind: Policy
        metadata: {name: %s}
        spec:
          instanceRef: {name: contoso}
          targetRef: %s
          document: |
            <policies><inbound>%s</inbound>%s</policies>
        """
            .formatted(name, target, inbound, more));
  }

  private static String mark(String name, String value) {
    return "<set-header name=\"x-%s\" exists-action=\"append\"><value>%s</value></set-header>"
        .formatted(name, value);
  }

  @Test
  @DisplayName("B96 an operation's policy runs inside those of the API and of the instance")
  void scopesAreMergedToTheOperation() {
    api(
        "shop",
        """
        operations:
          - {name: one, displayName: One order, method: GET, urlTemplate: "/orders/{id}?top={top}"}
          - {name: list, method: GET, urlTemplate: /orders}
        """);
    policy(
        "all",
        "{kind: ApiManagementInstance, name: contoso}",
        mark("scope", "global"),
        "<on-error><base/><set-header name=\"x-why\" exists-action=\"override\">"
            + "<value>@(context.LastError.Source + \" \" + context.LastError.Reason)</value>"
            + "</set-header></on-error>");
    policy("api", "{kind: Api, name: shop}", "<base/>" + mark("scope", "api"), "");
    policy(
        "operation",
        "{kind: Api, name: shop, operation: one}",
        "<base/>"
            + mark("scope", "operation")
            + mark(
                "seen",
                "@(context.Operation.Id + \"|\" + context.Operation.Name + \"|\""
                    + " + context.Operation.Method + \"|\" + context.Operation.UrlTemplate + \"|\""
                    + " + context.Request.MatchedParameters[\"id\"] + \"|\""
                    + " + context.Request.MatchedParameters.GetValueOrDefault(\"top\", \"-\"))"),
        "");
    gateway.serve();

    assertThat(gateway.get("/shop/orders/a%20b?top=5"))
        .isEqualTo(
            "200 GET /shop/orders/a%20b?top=5 x-scope=global,api,operation"
                + " x-seen=one|One order|GET|/orders/{id}?top={top}|a b|5");
    assertThat(gateway.get("/shop/orders")).isEqualTo("200 GET /shop/orders x-scope=global,api");

    HttpResponse<String> missing =
        gateway.send(HttpRequest.newBuilder(gateway.uri("/shop/orders")).DELETE());
    assertThat(missing.statusCode()).isEqualTo(404);
    assertThat(missing.body())
        .isEqualTo("{ \"statusCode\": 404, \"message\": \"Resource not found\" }");
    assertThat(missing.headers().firstValue("x-why")).contains("configuration OperationNotFound");
    assertThat(gateway.asked()).hasSize(2);
  }

  @Test
  @DisplayName("B95 versions and revisions of one path go to their own backends")
  void versionsAndRevisions() {
    api("shop", "");
    api("shop-r2", "revision: {number: 2, current: false}");
    api("shop-v2", "version: {scheme: Header, name: Api-Version, value: v2}");
    gateway.serve();

    assertThat(gateway.get("/shop/a")).isEqualTo("200 GET /shop/a");
    assertThat(gateway.get("/shop;rev=1/a")).isEqualTo("200 GET /shop/a");
    assertThat(gateway.get("/shop;rev=2/a?b")).isEqualTo("200 GET /shop-r2/a?b");
    HttpResponse<String> version =
        gateway.send(
            HttpRequest.newBuilder(gateway.uri("/shop/a")).header("Api-Version", "v2").GET());
    assertThat(version.body()).isEqualTo("GET /shop-v2/a");
    assertThat(gateway.get("/shop;rev=3/a")).startsWith("404 ");
  }

  @Test
  @DisplayName("B100 an operation is mocked by its examples, written or of its OpenAPI document")
  void anOperationIsMockedByItsExamples() {
    api(
        "shop",
        """
        operations:
          - name: one
            method: GET
            urlTemplate: "/orders/{id}"
            responses:
              - statusCode: 200
                contentType: application/json
                examples: ['{"id": 1}', '{"id": 2}']
        openapi:
          type: Inline
          inline: |
            openapi: 3.0.3
            info: {title: Orders, version: "1"}
            paths:
              /orders:
                get:
                  operationId: list
                  responses:
                    "200":
                      description: all
                      content:
                        application/json: {schema: {type: array, items: {type: integer}}}
        """);
    policy("mock", "{kind: Api, name: shop}", "<mock-response />", "");
    gateway.serve();
    assertThat(gateway.get("/shop/orders/7")).isEqualTo("200 {\"id\": 1}");
    assertThat(gateway.get("/shop/orders")).isEqualTo("200 [0]");
    assertThat(gateway.asked()).isEmpty();
  }
}
