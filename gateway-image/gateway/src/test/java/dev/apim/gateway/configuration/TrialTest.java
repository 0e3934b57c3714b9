package dev.apim.gateway.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialTest {

  @TempDir Path directory;

  private Trial next() {
    Trial trial = new Trial(directory);
    trial.load();
    return trial;
  }

  private void end(int times, String hash) {
    for (int i = 0; i < times; i++) {
      next().begin(hash);
    }
  }

  @Test
  void threeEndsInARowProveARevisionToBePoison() {
    next().begin("bad");
    next().begin("bad");
    Trial third = next();
    assertThat(third.isPoison("bad")).as("twice may be chance").isFalse();
    third.begin("bad");

    assertThat(next().isPoison("bad")).isTrue();
    assertThat(next().isPoison("good")).isFalse();
  }

  @Test
  void theVerdictOutlivesStartsOfTheOneBefore() {
    end(3, "bad");
    Trial fourth = next();
    fourth.begin("good");
    fourth.passed("good");

    assertThat(next().isPoison("bad")).isTrue();
  }

  @Test
  void whoServedLongEnoughIsNoSuspect() {
    end(2, "good");
    Trial third = next();
    third.begin("good");
    third.passed("good");
    end(2, "good");

    assertThat(next().isPoison("good")).isFalse();
  }

  @Test
  void leavingInOrderProvesNothing() {
    for (int i = 0; i < 4; i++) {
      Trial trial = next();
      trial.begin("good");
      trial.leave();
    }

    assertThat(next().isPoison("good")).isFalse();
  }

  @Test
  void aTrialThatIsOverSaysNothingOfTheNext() {
    Trial trial = next();
    trial.begin("one");
    trial.begin("two");
    trial.passed("one");
    end(2, "two");

    assertThat(next().isPoison("two")).isTrue();
    assertThat(next().isPoison("one")).isFalse();
  }

  @Test
  void aFileThatCannotBeReadIsNoObstacle() throws IOException {
    Files.writeString(directory.resolve("trial.json"), "{\"trying");

    assertThat(next().isPoison("any")).isFalse();
  }
}
