package dev.apim.operator.controller.location;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.api.v1alpha1.GatewayLocation;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class GatewayLeasesTest {

  private static GatewayLocation location() {
    GatewayLocation location = new GatewayLocation();
    location.getMetadata().setName("west");
    location.getMetadata().setNamespace("apim");
    location.getMetadata().setUid("uid-of-west");
    return location;
  }

  private static Lease lease(String name, OwnerReference... owners) {
    return new LeaseBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace("apim")
        .withUid("uid-of-" + name)
        .withOwnerReferences(owners)
        .endMetadata()
        .build();
  }

  @Test
  @DisplayName("B20 the Lease of a gateway that a user runs goes with its location")
  void aLeaseThatNobodyOwnsGoesWithItsLocation() {
    List<Lease> owned = GatewayLeases.owned(location(), List.of(lease("self-1")));

    assertThat(owned).hasSize(1);
    assertThat(owned.get(0).getMetadata().getUid()).isEqualTo("uid-of-self-1");
    assertThat(owned.get(0).getSpec()).isNull();
    assertThat(owned.get(0).getMetadata().getOwnerReferences())
        .singleElement()
        .satisfies(
            owner -> {
              assertThat(owner.getKind()).isEqualTo("GatewayLocation");
              assertThat(owner.getApiVersion()).isEqualTo("apim.dev/v1alpha1");
              assertThat(owner.getName()).isEqualTo("west");
              assertThat(owner.getUid()).isEqualTo("uid-of-west");
            });
  }

  @Test
  void theLeaseOfAPodStaysThePods() {
    OwnerReference pod = new OwnerReferenceBuilder().withKind("Pod").withName("p").build();

    assertThat(GatewayLeases.owned(location(), List.of(lease("pod-1", pod)))).isEmpty();
  }
}
