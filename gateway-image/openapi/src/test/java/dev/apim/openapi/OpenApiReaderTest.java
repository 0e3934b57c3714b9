package dev.apim.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.api.config.OperationEntry;
import dev.apim.api.config.ResponseEntry;
import dev.apim.api.v1alpha1.Reason;
import dev.apim.compiler.ApiImport;
import java.util.List;
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
            new OperationEntry(
                "getOrder",
                "One order",
                "GET",
                "/orders/{id}?tenant={tenant}",
                List.of(
                    new ResponseEntry(
                        200, "application/json", List.of("{\"$ref\":\"just data\"}")))),
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

  private static final String ANSWERS =
      """
      openapi: 3.0.3
      info: {title: Orders, version: "1"}
      paths:
        /orders:
          get:
            responses:
              "200": {$ref: "#/components/responses/Orders"}
              "404":
                description: none
                content:
                  text/plain: {example: no such order}
                  application/problem+json:
                    examples:
                      one: {value: {status: 404}}
                      two: {$ref: "#/components/examples/Two"}
              default: {description: other, content: {text/plain: {example: no}}}
      components:
        responses:
          Orders:
            description: all
            content:
              application/json: {schema: {type: array, items: {$ref: "#/components/schemas/Order"}}}
              application/xml: {schema: {type: string}}
        examples:
          Two: {value: {status: 405}}
        schemas:
          Base: {properties: {id: {type: string, format: uuid}}}
          Order:
            allOf: [{$ref: "#/components/schemas/Base"}]
            type: object
            properties:
              count: {type: integer, minimum: 1}
              state: {type: string, enum: [open, done]}
              when: {type: string, format: date-time, example: "2025-05-05T00:00:00Z"}
              secret: {type: string, writeOnly: true}
              paid: {type: boolean}
              next: {oneOf: [{type: number}, {type: string}]}
      """;

  @Test
  void whatOperationsAnswerIsKeptByExamplesOrMadeOfTheSchema() {
    assertThat(read(ANSWERS).operations().get(0).responses())
        .containsExactly(
            new ResponseEntry(
                200,
                "application/json",
                List.of(
                    "[{\"id\":\"00000000-0000-0000-0000-000000000000\",\"count\":1,"
                        + "\"state\":\"open\",\"when\":\"2025-05-05T00:00:00Z\",\"paid\":true,"
                        + "\"next\":0}]")),
            new ResponseEntry(404, "text/plain", List.of("no such order")),
            new ResponseEntry(
                404, "application/problem+json", List.of("{\"status\":404}", "{\"status\":405}")));
  }

  @Test
  void examplesThatAreTooLongAreLeftOut() {
    String big = "x".repeat(16 * 1024 + 1);
    assertThat(read(ANSWERS.replace("no such order", big)).operations().get(0).responses())
        .extracting(ResponseEntry::contentType)
        .containsExactly("application/json", "application/problem+json");
  }

  @Test
  void aSchemaThatMultipliesItselfHasNoExample() {
    StringBuilder schemas = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      schemas.append("    S%d: {properties: {".formatted(i));
      for (int j = 0; j < 8; j++) {
        schemas.append("p%d: {$ref: '#/components/schemas/S%d'},".formatted(j, (i + 1) % 8));
      }
      schemas.append("}}\n");
    }
    String document =
        """
        openapi: 3.0.0
        paths:
          /a:
            get:
              responses:
                "200": {content: {application/json: {schema: {$ref: "#/components/schemas/S0"}}}}
        components:
          schemas:
        """
            + schemas;
    ApiImport read = read(document);
    assertThat(read.problem()).isNull();
    assertThat(read.operations().get(0).responses()).isEmpty();
  }
}
