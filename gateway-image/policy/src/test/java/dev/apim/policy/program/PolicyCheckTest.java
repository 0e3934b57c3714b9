package dev.apim.policy.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyCheckTest {

  @TempDir private Path directory;

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  private int run(String... arguments) {
    return PolicyCheck.run(
        List.of(arguments), new PrintStream(written, true, StandardCharsets.UTF_8));
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text).toString();
  }

  @Test
  void countsAndFailsWhereOneDocumentIsWrong() throws IOException {
    String good = file("good.xml", "<policies><inbound><base /></inbound></policies>");
    String bad = file("bad.xml", "<policies>\n<inbound><nope /></inbound></policies>");
    assertThat(run(good, bad)).isEqualTo(1);
    assertThat(written.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            bad + ":2:10: policy 'nope' is not supported (at policies/inbound/nope)",
            "1 passed, 1 failed");
  }

  @Test
  void knowsFragmentsAndNamedValuesFromFiles() throws IOException {
    Files.createDirectory(directory.resolve("fragments"));
    file("fragments/auth.xml", "<fragment />");
    String values = file("values", "# comment\nregion = west\n");
    String document =
        file(
            "a.xml",
            "<policies><inbound><include-fragment fragment-id=\"auth\" />"
                + "<set-variable name=\"r\" value=\"{{region}}\" /></inbound></policies>");
    String fragments = directory.resolve("fragments").toString();
    assertThat(run(document, "--fragments", fragments, "--named-values", values)).isZero();
    assertThat(written.toString(StandardCharsets.UTF_8).strip()).isEqualTo("1 passed, 0 failed");
  }

  @Test
  void whatIsWrongInAFragmentIsToldInItsOwnFile() throws IOException {
    Files.createDirectory(directory.resolve("fragments"));
    String good = file("fragments/good.xml", "<fragment><set-method>GET</set-method></fragment>");
    String bad =
        file("fragments/bad.xml", "<fragment>\n<set-method>@(1 +)</set-method></fragment>");
    file("fragments/late.xml", "<fragment><cache-store duration=\"5\" /></fragment>");
    String document =
        "<policies><inbound><include-fragment fragment-id=\"%s\" /></inbound></policies>";
    String first = file("a.xml", document.formatted("good"));
    String second = file("b.xml", document.formatted("bad"));
    String third = file("c.xml", document.formatted("late"));
    String fragments = directory.resolve("fragments").toString();
    assertThat(run("--fragments", fragments, first, second, third, good)).isEqualTo(1);
    assertThat(written.toString(StandardCharsets.UTF_8).lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith(bad + ":2:"),
            line ->
                assertThat(line)
                    .startsWith(
                        third + ":1:20: policy 'cache-store' of the fragment is not allowed"),
            line -> assertThat(line).isEqualTo("2 passed, 2 failed"));
  }

  @Test
  void explainsItsUseWithoutFiles() {
    assertThat(run("--fragments")).isEqualTo(2);
    assertThat(written.toString(StandardCharsets.UTF_8)).startsWith("usage: check FILE...");
  }
}
