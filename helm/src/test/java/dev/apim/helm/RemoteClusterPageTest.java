package dev.apim.helm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What helm prints after an installation and the page say the same. */
class RemoteClusterPageTest {

  private final String text = Tree.read(Tree.CHART.resolve("files/remote-cluster.txt"));

  @Test
  void thePageHoldsTheTextOfTheNotes() {
    assertThat(Tree.read(Tree.ROOT.resolve("docs/remote-clusters.md"))).contains(text);
  }

  @Test
  void theNotesFillInEveryNameThatTheChartKnows() {
    String notes = Tree.read(Tree.CHART.resolve("templates/NOTES.txt"));

    assertThat(notes).contains(".Files.Get \"files/remote-cluster.txt\"");
    assertThat(text.lines().filter(line -> line.matches("(CLUSTER|TARGET|ACCOUNT|PRIMARY)=.*")))
        .hasSize(4)
        .allSatisfy(line -> assertThat(notes).contains("replace \"" + line + "\""));
  }
}
