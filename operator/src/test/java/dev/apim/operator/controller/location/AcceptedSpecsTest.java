package dev.apim.operator.controller.location;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.api.v1alpha1.ApiManagementInstance;
import dev.apim.api.v1alpha1.GatewayLocation;
import dev.apim.operator.manifest.AcceptedSpec;
import dev.apim.operator.manifest.LocationContext;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AcceptedSpecsTest {

  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  @Test
  @DisplayName("B8 what a revision keeps is read back as it was")
  void whatIsKeptIsReadBack() {
    AcceptedSpec spec = spec(3, "");
    ControllerRevision stored = stored(spec.revision(context(spec), 1));

    assertThat(new AcceptedSpecs(List.of(stored)).last()).contains(spec);
  }

  @Test
  void anEditIsARevisionMoreAndTheOneBeforeStays() {
    ControllerRevision first = stored(revisions(List.of(), spec(3, "")).get(0));
    List<ControllerRevision> two = revisions(List.of(first), spec(6, ""));
    List<ControllerRevision> three =
        revisions(two.stream().map(AcceptedSpecsTest::stored).toList(), spec(9, ""));

    assertThat(two).extracting(ControllerRevision::getRevision).containsExactly(2L, 1L);
    assertThat(three).extracting(ControllerRevision::getRevision).containsExactly(3L, 2L);
    assertThat(new AcceptedSpecs(three).last()).contains(spec(9, ""));
  }

  @Test
  void theSameSpecIsTheSameRevision() {
    ControllerRevision first = stored(revisions(List.of(), spec(3, "")).get(0));

    assertThat(revisions(List.of(first), spec(3, "")))
        .singleElement()
        .satisfies(
            same -> {
              assertThat(same.getMetadata().getName()).isEqualTo(first.getMetadata().getName());
              assertThat(same.getRevision()).isEqualTo(1);
            });
  }

  @Test
  void goingBackToTheOneBeforeMakesThatTheNewest() {
    ControllerRevision first = stored(revisions(List.of(), spec(3, "")).get(0));
    List<ControllerRevision> two = revisions(List.of(first), spec(6, ""));
    List<ControllerRevision> back = revisions(two, spec(3, ""));

    assertThat(back.get(0).getMetadata().getName()).isEqualTo(first.getMetadata().getName());
    assertThat(back.get(0).getRevision()).isEqualTo(3);
  }

  @Test
  @DisplayName("B8 what is kept is applied without what only the API server may write")
  void whatIsKeptIsAppliedWithoutTheServersFields() {
    ControllerRevision first = stored(revisions(List.of(), spec(3, "")).get(0));
    first.getMetadata().setManagedFields(List.of(new ManagedFieldsEntry()));
    first.getMetadata().setResourceVersion("7");

    List<ControllerRevision> two = revisions(List.of(first), spec(6, ""));
    List<ControllerRevision> asTheyAre = new AcceptedSpecs(List.of(first)).asTheyAre();

    for (ControllerRevision kept : List.of(two.get(1), asTheyAre.get(0))) {
      assertThat(kept.getMetadata().getManagedFields()).isEmpty();
      assertThat(kept.getMetadata().getResourceVersion()).isNull();
      assertThat(kept.getMetadata().getName()).isEqualTo(first.getMetadata().getName());
      assertThat(kept.getMetadata().getLabels()).isEqualTo(first.getMetadata().getLabels());
      assertThat(kept.getData()).isEqualTo(first.getData());
    }
  }

  @Test
  @DisplayName("B77 a push that changes nothing but its number is no new revision")
  void whereACopyCameFromIsNoPartOfIt() {
    String origin =
        ", origin: {lineage: l, epoch: 1, holder: h, sequence: %d, cluster: westus, state: Active}";
    AcceptedSpec one = spec(3, origin.formatted(1));
    AcceptedSpec two = spec(3, origin.formatted(2));

    assertThat(one.revision(context(one), 1)).isEqualTo(two.revision(context(two), 1));
  }

  private static List<ControllerRevision> revisions(
      List<ControllerRevision> kept, AcceptedSpec spec) {
    return new AcceptedSpecs(kept).with(spec, context(spec));
  }

  private static ControllerRevision stored(ControllerRevision revision) {
    return YAML.unmarshal(YAML.asYaml(revision), ControllerRevision.class);
  }

  private static LocationContext context(AcceptedSpec spec) {
    return new LocationContext(
        "apis", "contoso", spec.instance(), "west", spec.location(), "g:1", Optional.empty());
  }

  private static AcceptedSpec spec(int units, String more) {
    ApiManagementInstance instance =
        YAML.unmarshal(
            "spec: {tier: Premium, publisher: {name: C, email: a@c.example},"
                + " gateway: {version: '2'}}",
            ApiManagementInstance.class);
    GatewayLocation location =
        YAML.unmarshal(
            "spec: {instanceRef: {name: contoso}, region: West US, units: "
                + units
                + ", pod: {annotations: {a: b}}"
                + more
                + "}",
            GatewayLocation.class);
    return new AcceptedSpec(instance.getSpec(), location.getSpec());
  }
}
