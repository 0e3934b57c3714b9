package dev.apim.operator.domain.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.api.v1alpha1.ApiManagementInstanceStatus;
import dev.apim.api.v1alpha1.Condition;
import dev.apim.api.v1alpha1.ConditionType;
import dev.apim.api.v1alpha1.Footprint;
import dev.apim.api.v1alpha1.LocationRole;
import dev.apim.api.v1alpha1.LocationSummary;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class InstanceHeadlineTest {

  private static final ApiManagementInstanceStatus BEFORE = status(Condition.FALSE, "5/6", 3);

  @Test
  @DisplayName("B42 how many replicas of a location are ready is no news of its instance")
  void aCountIsNoNews() {
    assertThat(InstanceHeadline.same(BEFORE, status(Condition.FALSE, "6/6", 3))).isTrue();
  }

  @Test
  @DisplayName("B9 a condition that turns is news, and so are units and a first status")
  void aConditionIsNews() {
    assertThat(InstanceHeadline.same(BEFORE, status(Condition.TRUE, "5/6", 3))).isFalse();
    assertThat(InstanceHeadline.same(BEFORE, status(Condition.FALSE, "5/6", 6))).isFalse();
    assertThat(InstanceHeadline.same(null, BEFORE)).isFalse();
  }

  private static ApiManagementInstanceStatus status(String ready, String summary, int units) {
    return new ApiManagementInstanceStatus(
        1L,
        List.of(new Condition(ConditionType.Ready.name(), ready, "Any", summary, "2026-01-02", 1L)),
        "west",
        1,
        units,
        List.of(
            new LocationSummary(
                "west", "West US", LocationRole.Primary, "westus", units, summary, null)),
        null,
        new Footprint(6, 3000L, 3072L),
        "99.99",
        List.of());
  }
}
