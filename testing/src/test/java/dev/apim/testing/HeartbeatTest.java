package dev.apim.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestIdentifier;

@DisplayName("The heartbeat of the tests")
class HeartbeatTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final StoppedClock clock = new StoppedClock();
  private final Heartbeat heartbeat =
      new Heartbeat(new PrintStream(bytes, true, StandardCharsets.UTF_8), clock);
  private final Descriptor type =
      new Descriptor(
          "class", ClassSource.from("dev.apim.HealingIT"), TestDescriptor.Type.CONTAINER);
  private final Descriptor method =
      new Descriptor(
          "method", MethodSource.from("dev.apim.HealingIT", "heals"), TestDescriptor.Type.TEST);

  HeartbeatTest() {
    type.addChild(method);
  }

  @Test
  @DisplayName("names the test that runs, not its class, and how long it has")
  void namesTheTestThatRuns() {
    heartbeat.executionStarted(TestIdentifier.from(type));
    clock.pass(Duration.ofSeconds(40));
    heartbeat.executionStarted(TestIdentifier.from(method));
    clock.pass(Duration.ofSeconds(2));

    heartbeat.beat();

    assertThat(line()).isEqualTo("... HealingIT#heals for 2 s | 0 tests done");
  }

  @Test
  @DisplayName("names the class while it makes its clusters, or takes them down")
  void namesTheClassBetweenItsTests() {
    heartbeat.executionStarted(TestIdentifier.from(type));
    heartbeat.executionStarted(TestIdentifier.from(method));
    heartbeat.executionFinished(TestIdentifier.from(method), TestExecutionResult.successful());
    clock.pass(Duration.ofSeconds(61));

    heartbeat.beat();

    assertThat(line()).isEqualTo("... HealingIT for 61 s | 1 tests done");
  }

  @Test
  @DisplayName("is silent while nothing runs")
  void isSilentWhileNothingRuns() {
    heartbeat.beat();

    assertThat(bytes.size()).isZero();
  }

  private String line() {
    return bytes.toString(StandardCharsets.UTF_8).strip();
  }

  private static final class Descriptor extends AbstractTestDescriptor {
    private final Type type;

    Descriptor(String id, TestSource source, Type type) {
      super(UniqueId.forEngine("fake").append("part", id), id, source);
      this.type = type;
    }

    @Override
    public Type getType() {
      return type;
    }
  }

  private static final class StoppedClock extends Clock {
    private Instant now = Instant.EPOCH;

    void pass(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
