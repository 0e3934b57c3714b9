package dev.apim.e2e.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.e2e.region.Place;
import dev.apim.e2e.region.Replica;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The demo's table")
class PlacementTableTest {
  private static final Place WEST = Place.ALL.get(0);

  @Test
  @DisplayName("shows each unit's replicas in their zone, ready or not, units apart")
  void showsUnitsInTheirZones() {
    assertThat(
            PlacementTable.row(
                WEST,
                List.of(
                    new Replica("a", "1-1", "1", true, ""),
                    new Replica("b", "1-0", "1", true, ""),
                    new Replica("c", "1-0", "1", false, ""),
                    new Replica("d", "3-0", "3", true, ""))))
        .isEqualTo(
            "West US     zone 1 ●○ ●            zone 2                 zone 3 ●             ");
  }

  @Test
  @DisplayName("says how many replicas have no node")
  void saysWhatWaits() {
    assertThat(PlacementTable.row(WEST, List.of(new Replica("a", "1-0", "", false, ""))))
        .endsWith("  1 wait for a node");
  }
}
