package dev.apim.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

@DisplayName("A deep test")
class DeepOnceTest {
  private static final String FOLDER = "DeepOnceTest.folder";

  private final Map<String, String> before = new HashMap<>();
  @TempDir private Path folder;

  @BeforeEach
  void isAWholeRunThatGoesOn() {
    set(FOLDER, folder.toString());
    set("deep.shard", "1/1");
    set("deep.fresh", "false");
  }

  private void set(String property, String value) {
    before.put(property, System.setProperty(property, value));
  }

  @AfterEach
  void isTheRunItWas() {
    before.forEach(
        (property, value) -> {
          if (value == null) {
            System.clearProperty(property);
          } else {
            System.setProperty(property, value);
          }
        });
  }

  private TestExecutionSummary run(Class<?> type) {
    SummaryGeneratingListener summary = new SummaryGeneratingListener();
    LauncherFactory.create(
            LauncherConfig.builder()
                .enableLauncherSessionListenerAutoRegistration(false)
                .enableTestExecutionListenerAutoRegistration(false)
                .build())
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(type))
                .configurationParameter("junit.jupiter.extensions.autodetection.enabled", "false")
                .build(),
            summary);
    return summary.getSummary();
  }

  private static DeepOnce once() {
    return new DeepOnce(Path.of(System.getProperty(FOLDER), "deep", "tests.done"));
  }

  @Test
  @DisplayName("that has passed is not run again, and is told from others of its name")
  void thatHasPassedIsNotRunAgain() throws IOException {
    assertThat(run(Overloaded.class).getTestsSucceededCount()).isEqualTo(1);

    assertThat(Files.readAllLines(folder.resolve("deep/tests.done")))
        .containsExactly(Overloaded.class.getName() + "#holds(" + TestInfo.class.getName() + ")");
    TestExecutionSummary again = run(Overloaded.class);
    assertThat(again.getTestsSkippedCount()).isEqualTo(1);
    assertThat(again.getTestsFailedCount()).isEqualTo(1);
  }

  @Test
  @DisplayName("whose clearing up fails has not passed")
  void whoseClearingUpFailsHasNotPassed() {
    assertThat(run(Untidy.class).getTestsFailedCount()).isEqualTo(1);

    assertThat(folder.resolve("deep/tests.done")).doesNotExist();
    assertThat(run(Untidy.class).getTestsFailedCount()).isEqualTo(1);
  }

  @Tag("deep")
  static final class Overloaded {
    @RegisterExtension static final DeepOnce once = once();

    @Test
    void holds(TestInfo info) {
      assertThat(info).isNotNull();
    }

    @Test
    void holds() {
      throw new AssertionError("it does not");
    }
  }

  @Tag("deep")
  static final class Untidy {
    @RegisterExtension static final DeepOnce once = once();

    @Test
    void holds() {
      assertThat(once).isNotNull();
    }

    @AfterEach
    void clearUp() {
      throw new AssertionError("something is left");
    }
  }
}
