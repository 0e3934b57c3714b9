package dev.apim.e2e.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.e2e.tools.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents point to is there. */
class DocumentsTest {

  private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|#)([^)#]+)[^)]*\\)");
  private static final Pattern COMMAND = Pattern.compile("e2e/bin/(lab|bench) ([a-z-]+)");

  /**
   * Each is run by LabE2E, DemoE2E, RealRegionsE2E, BenchE2E, ClusterBenchE2E, BenchProgramE2E or,
   * setup, by CI.
   */
  private static final Set<String> RUN_BY_TESTS =
      Set.of(
          "setup",
          "up",
          "down",
          "status",
          "kubeconfig",
          "fail-zone",
          "restore-zone",
          "stop-region",
          "start-region",
          "demo",
          "units",
          "propagation",
          "rss",
          "coldstart",
          "writes",
          "compile",
          "placement");

  /** Wholly: they need proxies that not every machine has, or a third region. */
  private static final Set<String> RUN_BY_HAND = Set.of("gateway", "apis", "isolation");

  @Test
  void everyLinkLeadsToAFile() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path document : documents()) {
      Matcher link = LINK.matcher(Files.readString(document));
      while (link.find()) {
        if (!Files.exists(document.resolveSibling(link.group(1)))) {
          broken.add(Home.tree().relativize(document) + " -> " + link.group(1));
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void everyCommandOfTheLabIsOneThatIsRun() throws IOException {
    List<String> unknown = new ArrayList<>();
    for (Path document : documents()) {
      Matcher command = COMMAND.matcher(Files.readString(document));
      while (command.find()) {
        if (!RUN_BY_TESTS.contains(command.group(2)) && !RUN_BY_HAND.contains(command.group(2))) {
          unknown.add(Home.tree().relativize(document) + ": " + command.group());
        }
      }
    }
    assertThat(unknown).isEmpty();
  }

  private static List<Path> documents() throws IOException {
    try (Stream<Path> docs = Files.walk(Home.tree().resolve("docs"))) {
      return Stream.concat(Stream.of(Home.tree().resolve("README.md")), docs)
          .filter(file -> file.toString().endsWith(".md"))
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
