package dev.apim.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.policy.fixture.CaseFile;
import dev.apim.policy.fixture.CaseRun;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Documents with requests and what comes of them: a file each under {@code cases}. */
class PolicyCasesTest {

  static List<CaseFile> cases() throws IOException, URISyntaxException {
    Path root = Path.of(Objects.requireNonNull(PolicyCasesTest.class.getResource("cases")).toURI());
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(f -> f.toString().endsWith(".case"))
          .sorted()
          .map(CaseFile::read)
          .toList();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  @DisplayName("B123 runs a document as Azure does")
  void runsADocumentAsAzureDoes(CaseFile file) {
    new CaseRun().play(file);
  }

  @Test
  void thereAreAtLeastAHundredAndFiftyDocuments() throws IOException, URISyntaxException {
    assertThat(cases()).hasSizeGreaterThanOrEqualTo(150);
  }
}
