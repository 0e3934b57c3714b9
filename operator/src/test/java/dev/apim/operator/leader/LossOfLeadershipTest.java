package dev.apim.operator.leader;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LossOfLeadershipTest {

  private final List<String> calls = new ArrayList<>();
  private final LossOfLeadership loss =
      new LossOfLeadership(code -> calls.add("halt " + code), () -> calls.add("release"));

  @Test
  void aReplicaThatLosesTheLeaseHaltsAndDoesNotTouchTheLease() {
    loss.lost();

    assertThat(calls).containsExactly("halt 1");
  }

  @Test
  void aReplicaThatIsShutDownGivesTheLeaseBackAndIsNotHalted() {
    loss.shuttingDown();
    loss.lost();

    assertThat(calls).containsExactly("release");
  }

  @Test
  void aLeaseThatCannotBeGivenBackDoesNotDisturbTheShutdown() {
    LossOfLeadership unreachable =
        new LossOfLeadership(
            code -> calls.add("halt " + code),
            () -> {
              throw new IllegalStateException("no answer");
            });
    unreachable.shuttingDown();

    unreachable.lost();

    assertThat(calls).isEmpty();
  }
}
