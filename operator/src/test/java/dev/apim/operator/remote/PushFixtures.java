package dev.apim.operator.remote;

import dev.apim.api.config.ConfigurationDocument;
import dev.apim.api.config.Snapshot;
import dev.apim.api.config.SnapshotCodec;
import dev.apim.api.v1alpha1.GatewayConfigurationSpec;
import dev.apim.operator.domain.sync.InstanceKey;
import dev.apim.operator.domain.sync.PublicationPlan;
import dev.apim.operator.domain.sync.PublicationPlanner;
import dev.apim.operator.domain.sync.PublicationRequest;
import dev.apim.operator.domain.sync.PushScope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** West pushes the instance "contoso", which has nothing in it, to east. */
final class PushFixtures {

  static final InstanceKey KEY = new InstanceKey("apim", "contoso");
  static final PushScope SCOPE = new PushScope("identity-of-west", "west", "east");

  private PushFixtures() {}

  static Snapshot snapshot() {
    return SnapshotCodec.split(
        ConfigurationDocument.of("contoso", List.of(), List.of(), List.of()), 1);
  }

  /** The first pointer to a snapshot. */
  static GatewayConfigurationSpec pointer(Snapshot snapshot) {
    PublicationPlan plan =
        PublicationPlanner.plan(
            new PublicationRequest(
                "contoso",
                "lineage",
                SCOPE.identity(),
                Optional.empty(),
                Optional.empty(),
                snapshot,
                "",
                Instant.EPOCH));
    return ((PublicationPlan.Publish) plan).pointer();
  }

  /** Takes everything and does nothing. */
  static final class NoListener implements PushEnvironment.Listener {

    @Override
    public void pushed(InstanceKey key, long sequence, Duration lag) {}

    @Override
    public void rebuilt(InstanceKey key) {}
  }
}
