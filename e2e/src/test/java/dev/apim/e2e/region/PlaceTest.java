package dev.apim.e2e.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A place of the lab")
class PlaceTest {
  @ParameterizedTest
  @ValueSource(strings = {"West US", "westus", "west us", "WESTUS"})
  @DisplayName("is found as Azure writes it and in DNS form")
  void isFoundInBothForms(String text) {
    assertThat(Place.named(text).displayName()).isEqualTo("West US");
  }

  @Test
  @DisplayName("that does not exist is refused with those that do")
  void refusesOthers() {
    assertThatThrownBy(() -> Place.named("mars"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no region mars; there are West US and East Asia");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "westus-2"})
  @DisplayName("knows its zones by number and by label")
  void knowsItsZones(String zone) {
    assertThat(Place.named("westus").zoneLabel(zone)).isEqualTo("westus-2");
  }

  @Test
  @DisplayName("refuses a zone that it has not")
  void refusesOtherZones() {
    assertThatThrownBy(() -> Place.named("westus").zoneLabel("4"))
        .hasMessage("no zone 4 in West US; there are 1, 2, 3");
  }
}
