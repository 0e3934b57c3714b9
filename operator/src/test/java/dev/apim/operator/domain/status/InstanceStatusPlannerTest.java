package dev.apim.operator.domain.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.api.v1alpha1.ApiManagementInstanceStatus;
import dev.apim.api.v1alpha1.Condition;
import dev.apim.api.v1alpha1.ConditionType;
import dev.apim.api.v1alpha1.Footprint;
import dev.apim.api.v1alpha1.Reason;
import dev.apim.api.v1alpha1.Tier;
import dev.apim.operator.domain.topology.TopologyPlan;
import dev.apim.operator.domain.topology.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class InstanceStatusPlannerTest {

  private static final Optional<ActiveConfiguration> ACTIVE =
      Optional.of(new ActiveConfiguration("hash", 1, 7, Views.PUBLISHED));
  private static final TopologyPlan PLAN =
      new TopologyPlan(
          new Verdict(true, Reason.Accepted, "fine"), Optional.of("west"), true, Map.of());

  @Test
  @DisplayName("B9 an instance without a location says what to apply")
  void withoutALocationItSaysWhatToApply() {
    Condition ready = ready(status(Tier.Premium));

    assertThat(ready.reason()).isEqualTo(Reason.NoLocation.name());
    assertThat(ready.message()).contains("GatewayLocation").contains("contoso");
  }

  @Test
  @DisplayName("B23 an instance sums up its locations")
  void itSumsUpItsLocations() {
    ApiManagementInstanceStatus status = status(Tier.Premium, new Views(), new Views());

    assertThat(ready(status).status()).isEqualTo(Condition.TRUE);
    assertThat(status.units()).isEqualTo(6);
    assertThat(status.footprint()).isEqualTo(new Footprint(12, 6000L, 6144L));
    assertThat(status.locations()).hasSize(2).allMatch(line -> line.ready().equals("6/6"));
    assertThat(status.configuration().sequence()).isEqualTo(7);
    assertThat(status.addresses()).hasSize(2);
  }

  @Test
  @DisplayName("B6 an instance with a location that is not ready names it")
  void aLocationThatIsNotReadyIsNamed() {
    Views broken = new Views();
    broken.pods = List.of();

    Condition ready = ready(status(Tier.Premium, new Views(), broken));
    assertThat(ready.reason()).isEqualTo(Reason.NoReplicas.name());
    assertThat(ready.message()).isEqualTo("locations not ready: location-1");
  }

  @Test
  @DisplayName("B114 two zones give the higher service level class, Developer has none")
  void zonesGiveTheHigherClass() {
    Views oneZone = new Views();
    oneZone.units = Views.pinned("1-0");
    oneZone.observed = Views.observed(oneZone.units);
    oneZone.pods = Views.pods(oneZone.units);

    assertThat(status(Tier.Premium, new Views()).slaClass()).isEqualTo("99.99");
    assertThat(status(Tier.Premium, oneZone).slaClass()).isEqualTo("99.95");
    assertThat(status(Tier.Developer, oneZone).slaClass()).isEqualTo("None");
  }

  @Test
  void theSameFactsGiveAnEqualStatus() {
    ApiManagementInstanceStatus before = status(Tier.Premium, new Views());
    ApiManagementInstanceStatus after =
        planner(Tier.Premium, new Views()).plan("contoso", 1, before, Views.NOW.plusSeconds(99));

    assertThat(after).isEqualTo(before);
  }

  @Test
  @DisplayName("B79 a secondary judges the locations that it runs, not those that it cannot see")
  void aSecondaryJudgesItsOwnLocations() {
    Views here = new Views();
    Views elsewhere = new Views();
    elsewhere.pods = List.of();
    TopologyPlan secondary =
        new TopologyPlan(
            new Verdict(true, Reason.Accepted, "fine"),
            Optional.of("location-1"),
            false,
            Map.of("location-0", here.view().plan()));

    assertThat(
            ready(
                    planner(secondary, Tier.Premium, here, elsewhere)
                        .plan("contoso", 1, null, Views.NOW))
                .status())
        .isEqualTo(Condition.TRUE);
  }

  private static ApiManagementInstanceStatus status(Tier tier, Views... locations) {
    return planner(tier, locations).plan("contoso", 1, null, Views.NOW);
  }

  private static InstanceStatusPlanner planner(Tier tier, Views... views) {
    return planner(PLAN, tier, views);
  }

  private static InstanceStatusPlanner planner(TopologyPlan plan, Tier tier, Views... views) {
    List<LocationState> states =
        java.util.stream.IntStream.range(0, views.length)
            .mapToObj(
                i -> new LocationState("location-" + i, views[i].view().spec(), views[i].status()))
            .toList();
    return new InstanceStatusPlanner(plan, tier, states, ACTIVE);
  }

  private static Condition ready(ApiManagementInstanceStatus status) {
    return status.conditions().stream()
        .filter(condition -> condition.type().equals(ConditionType.Ready.name()))
        .findFirst()
        .orElseThrow();
  }
}
