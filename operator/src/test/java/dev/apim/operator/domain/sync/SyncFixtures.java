package dev.apim.operator.domain.sync;

import dev.apim.api.config.ApiEntry;
import dev.apim.api.config.ConfigurationDocument;
import dev.apim.api.config.Snapshot;
import dev.apim.api.config.SnapshotCodec;
import dev.apim.api.v1alpha1.ApiManagementInstanceSpec;
import dev.apim.api.v1alpha1.GatewayConfigurationSpec;
import dev.apim.api.v1alpha1.GatewayLocationSpec;
import dev.apim.api.v1alpha1.LocalReference;
import dev.apim.api.v1alpha1.PublisherSpec;
import dev.apim.api.v1alpha1.Tier;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** An instance "contoso" with a location here ("west") and one in the target ("east"). */
final class SyncFixtures {

  static final String IDENTITY = "identity-of-west";
  static final String LINEAGE = "uid-of-contoso";
  static final String NAMESPACE = "apim";
  static final Instant NOW = Instant.parse("2026-11-21T10:00:00.120Z");
  static final PushScope SCOPE = new PushScope(IDENTITY, "west", "east");
  static final Map<String, String> LABELS = PushScope.labels(NAMESPACE, "contoso");

  private SyncFixtures() {}

  static Snapshot snapshot(String... apis) {
    return SnapshotCodec.split(document(apis), 1);
  }

  static ConfigurationDocument document(String... apis) {
    List<ApiEntry> entries =
        Arrays.stream(apis)
            .map(name -> new ApiEntry(name, name, List.of(), null, "http://b.example", null))
            .toList();
    return ConfigurationDocument.of("contoso", List.of(), entries, List.of());
  }

  static GatewayConfigurationSpec first(Snapshot snapshot) {
    return next(Optional.empty(), snapshot);
  }

  static GatewayConfigurationSpec next(
      Optional<GatewayConfigurationSpec> active, Snapshot snapshot) {
    PublicationPlan plan =
        PublicationPlanner.plan(
            new PublicationRequest(
                "contoso", LINEAGE, IDENTITY, active, Optional.empty(), snapshot, "", NOW));
    return ((PublicationPlan.Publish) plan).pointer();
  }

  static ApiManagementInstanceSpec instance(String primary) {
    return new ApiManagementInstanceSpec(
        Tier.Premium,
        new PublisherSpec("Contoso", "a@b.example"),
        primary,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  static GatewayLocationSpec location(String cluster, int units) {
    return new GatewayLocationSpec(
        new LocalReference("contoso"), cluster, units, null, null, cluster, null, null, null, null);
  }

  static Publication publication() {
    Snapshot snapshot = snapshot("orders");
    return new Publication(
        NAMESPACE,
        "contoso",
        instance("west"),
        Map.of("west", location("west", 1), "east", location("east", 3)),
        first(snapshot),
        snapshot);
  }

  static TargetView empty() {
    return new TargetView(Map.of(), Map.of(), Map.of());
  }

  /** What a target holds after the steps of a plan were written to it. */
  static TargetView after(PushPlan plan, TargetView before) {
    var instances = new TreeMap<>(before.instances());
    var locations = new TreeMap<>(before.locations());
    var pointers = new TreeMap<>(before.pointers());
    for (PushStep step : plan.steps()) {
      if (step instanceof PushStep.ApplyInstance apply) {
        instances.put("contoso", new Seen<>(apply.spec(), LABELS, false));
      } else if (step instanceof PushStep.ApplyLocation apply) {
        Seen<GatewayLocationSpec> there = before.locations().get(apply.name());
        GatewayLocationSpec spec =
            apply.withUnits() || there == null
                ? apply.spec()
                : Copies.withUnits(apply.spec(), there.spec().units());
        locations.put(apply.name(), new Seen<>(spec, LABELS, apply.withUnits()));
      } else if (step instanceof PushStep.ApplyPointer apply) {
        pointers.put("contoso", new Seen<>(apply.spec(), LABELS, false));
      } else if (step instanceof PushStep.RemoveLocation remove) {
        locations.put(remove.name(), new Seen<>(remove.spec(), LABELS, true));
      } else if (step instanceof PushStep.RemoveInstance remove) {
        instances.put("contoso", new Seen<>(remove.spec(), LABELS, false));
      } else if (step instanceof PushStep.RemovePointer remove) {
        pointers.put("contoso", new Seen<>(remove.spec(), LABELS, false));
      }
    }
    return new TargetView(instances, locations, pointers);
  }
}
