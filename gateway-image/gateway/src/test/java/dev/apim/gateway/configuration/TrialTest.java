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
  void oneEndMakesASuspect() {
    end(1, "bad");

    assertThat(next().isSuspect("bad")).isTrue();
    assertThat(next().isSuspect("good")).isFalse();
  }

  @Test
  void aSuspectGetsAnotherChanceOnceInALife() {
    end(1, "unlucky");
    Trial second = next();
    assertThat(second.giveChance("unlucky")).isTrue();
    assertThat(second.isSuspect("unlucky")).isFalse();
    assertThat(second.giveChance("unlucky")).isFalse();
    second.begin("unlucky");
    second.passed("unlucky");

    assertThat(next().isSuspect("unlucky")).isFalse();
  }

  @Test
  void threeEndsInARowProveIt() {
    end(2, "bad");
    Trial third = next();
    assertThat(third.giveChance("bad")).as("twice may be chance").isTrue();
    third.begin("bad");

    assertThat(next().giveChance("bad")).isFalse();
    assertThat(next().isSuspect("bad")).isTrue();
  }

  @Test
  void theVerdictOutlivesStartsOfTheOneBefore() {
    end(3, "bad");
    Trial fourth = next();
    fourth.begin("good");
    fourth.passed("good");

    assertThat(next().giveChance("bad")).isFalse();
  }

  @Test
  void leavingInOrderProvesNothing() {
    Trial trial = next();
    trial.begin("good");
    trial.leave();

    assertThat(next().isSuspect("good")).isFalse();
  }

  @Test
  void aTrialThatIsOverSaysNothingOfTheNext() {
    Trial trial = next();
    trial.begin("one");
    trial.begin("two");
    trial.passed("one");

    assertThat(next().isSuspect("two")).isTrue();
    assertThat(next().isSuspect("one")).isFalse();
  }

  @Test
  void aFileThatCannotBeReadIsNoObstacle() throws IOException {
    Files.writeString(directory.resolve("trial.json"), "{\"trying");

    assertThat(next().isSuspect("any")).isFalse();
  }
}
