package dev.apim.policy.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.policy.document.Problem;
import dev.apim.policy.expression.Expressions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DocumentCasesTest {

  private final DocumentChecker checker =
      new DocumentChecker(
          new Expressions(), NamedValues.of(Map.of("known", "k", "number", "7")), Set.of("f"));

  static List<Arguments> cases() throws IOException {
    try (InputStream file = DocumentCasesTest.class.getResourceAsStream("documents.txt")) {
      String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
      List<Arguments> cases = new ArrayList<>();
      for (String part : text.split("(?m)^== ")) {
        int line = part.indexOf('\n');
        int end = part.indexOf("\n--\n");
        if (end >= 0) {
          List<String> expected =
              Arrays.stream(part.substring(end + 4).split("\n")).filter(l -> !l.isBlank()).toList();
          cases.add(
              Arguments.of(part.substring(0, line), part.substring(line + 1, end + 1), expected));
        }
      }
      return cases;
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  @DisplayName("B123 says what is wrong with a document and where")
  void saysWhatIsWrongAndWhere(String name, String document, List<String> expected) {
    assertThat(checker.check("case", document)).extracting(Problem::toString).isEqualTo(expected);
  }
}
