package dev.apim.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.apim.gateway.fixture.Pem;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnCertificatesTest {

  private static String value(Pem pem) {
    return """
        apiVersion: apim.dev/v1alpha1
        kind: NamedValue
        metadata: {name: partner}
        spec:
          instanceRef: {name: contoso}
          value: |
        """
        + (pem.certificate() + pem.key()).indent(4);
  }

  @Test
  @DisplayName("B123 expressions find the certificates of the revision that is served")
  void expressionsFindTheCertificates(@TempDir Path folder, @TempDir Path keys) throws IOException {
    String document =
        """
        <policies>
          <inbound>
            <return-response>
              <set-body>@(string.Join(" ", context.Deployment.Certificates.Values
                  .Select(c => c.Subject + " " + c.HasPrivateKey)))</set-body>
            </return-response>
          </inbound>
        </policies>
        """;
    try (FolderGateway gateway =
        new FolderGateway(folder)
            .api("orders")
            .policy(document)
            .write("value.yaml", value(Pem.of(keys, "one.example")))
            .serve()) {
      assertThat(gateway.get("/orders")).isEqualTo("200 CN=one.example True");
      gateway.write("value.yaml", value(Pem.of(keys, "two.example")));
      await()
          .atMost(FolderGateway.LIMIT)
          .until(() -> gateway.get("/orders").equals("200 CN=two.example True"));
    }
  }
}
