package dev.apim.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.api.config.OperationEntry;
import dev.apim.api.v1alpha1.Reason;
import dev.apim.compiler.ApiImport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenApiReaderTest {

  private static final String ORDERS =
      """
      openapi: 3.0.3
      info: {title: Orders, version: "1"}
      servers: [{url: "https://orders.example/v1"}]
      paths:
        /orders/{id}:
          parameters:
            - {name: id, in: path, required: true, schema: {type: string}}
          get:
            operationId: getOrder
            summary: One order
            parameters:
              - {name: expand, in: query, schema: {type: string}}
              - $ref: "#/components/parameters/Tenant"
            responses:
              "200":
                description: ok
                content:
                  application/json:
                    schema: {$ref: "#/components/schemas/Order"}
                    example: {$ref: "just data"}
          delete:
            responses: {"204": {description: gone}}
        /orders:
          post:
            operationId: add order!
            responses: {"201": {description: made}}
      components:
        parameters:
          Tenant: {name: tenant, in: query, required: true, schema: {type: string}}
        schemas:
          Order: {type: object, properties: {next: {$ref: "#/components/schemas/Order"}}}
      """;

  private static ApiImport read(String document) {
    return new OpenApiReader().read(document, "spec.openapi.inline");
  }

  @Test
  void pathsAndMethodsBecomeOperationsAndRequiredQueriesPartOfTheTemplate() {
    ApiImport read = read(ORDERS);
    assertThat(read.problem()).isNull();
    assertThat(read.operations())
        .containsExactlyInAnyOrder(
            new OperationEntry("getOrder", "One order", "GET", "/orders/{id}?tenant={tenant}"),
            new OperationEntry("delete-orders-id", null, "DELETE", "/orders/{id}"),
            new OperationEntry("add-order", null, "POST", "/orders"));
  }

  @Test
  void jsonAndVersion31AreReadToo() {
    ApiImport read =
        read(
            """
{"openapi": "3.1.0", "info": {"title": "a", "version": "1"},
 "paths": {"/a": {"get": {"operationId": "x", "responses": {"200": {"description": ""}}},
                  "put": {"operationId": "x", "responses": {"200": {"description": ""}}}}}}
""");
    assertThat(read.operations())
        .extracting(OperationEntry::name)
        .containsExactlyInAnyOrder("x", "x-2");
  }

  @Test
  void aMissingReferenceIsToldWithItsPlaceAndTheRemedy() {
    ApiImport read = read(ORDERS.replace("    Order: {type", "    Orders: {type"));
    assertThat(read.reason()).isEqualTo(Reason.InvalidOpenApi);
    assertThat(read.operations()).isEmpty();
    assertThat(read.problem())
        .startsWith(
            "spec.openapi.inline at"
                + " #/paths/~1orders~1{id}/get/responses/200/content/application~1json/schema:"
                + " refers to \"#/components/schemas/Order\", which the document does not have; add"
                + " it or correct the reference");
  }

  @ParameterizedTest
  @ValueSource(strings = {"other.yaml#/components/schemas/Order", "http://127.0.0.1:1/order.yaml"})
  void whatIsOutsideOfTheDocumentIsNeverFetched(String reference) {
    ApiImport read =
        read(
            ORDERS.replace(
                "schema: {$ref: \"#/components/schemas/Order", "schema: {$ref: \"" + reference));
    assertThat(read.problem()).contains(reference).contains("which is outside of the document");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "[1, 2",
        "a: [&x [*x]]",
        "swagger: '2.0'",
        "openapi: 3.0.0",
        "openapi: 3.0.0\npaths: 7",
        "openapi: 3.0.0\npaths: {/a: 7}",
        "openapi: 3.0.0\npaths: {/a: {$ref: '#/paths/~1b'}, /b: {get: {}}}",
        "openapi: 3.0.0\nx: &a [1,2,3,4,5,6,7,8,9]\ny: [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\npaths: {}",
      })
  void whatIsNoUsableDocumentIsToldAndNothingIsThrown(String document) {
    ApiImport read = read(document);
    assertThat(read.operations()).isEmpty();
    assertThat(read.problem()).startsWith("spec.openapi.inline");
  }

  @Test
  void aDocumentThatMultipliesItselfIsRefusedInTime() {
    StringBuilder bomb = new StringBuilder("openapi: 3.0.0\na0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
    for (int i = 1; i < 12; i++) {
      bomb.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ",").repeat(10) + "x"));
    }
    ApiImport read = read(bomb + "paths: {/a: {get: {responses: {}}}}\n");
    assertThat(read.problem()).startsWith("spec.openapi.inline");
  }
}
