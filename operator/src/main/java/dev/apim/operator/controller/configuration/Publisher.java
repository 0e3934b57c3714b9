package dev.apim.operator.controller.configuration;

import dev.apim.api.config.ConfigurationDocument;
import dev.apim.api.config.Snapshot;
import dev.apim.api.config.SnapshotCodec;
import dev.apim.api.config.SnapshotTooLargeException;
import dev.apim.api.v1alpha1.ApiManagementInstance;
import dev.apim.api.v1alpha1.GatewayConfiguration;
import dev.apim.api.v1alpha1.GatewayConfigurationSpec;
import dev.apim.api.v1alpha1.Reason;
import dev.apim.compiler.CompileRequest;
import dev.apim.compiler.CompileResult;
import dev.apim.compiler.ConfigurationCompiler;
import dev.apim.compiler.ConfigurationObjects;
import dev.apim.operator.domain.sync.DeletionGuard;
import dev.apim.operator.domain.sync.DeletionGuard.Removals;
import dev.apim.operator.domain.sync.InstanceKey;
import dev.apim.operator.domain.sync.PublicationPlan;
import dev.apim.operator.domain.sync.PublicationPlanner;
import dev.apim.operator.domain.sync.PublicationRequest;
import dev.apim.operator.remote.Originals;
import dev.apim.operator.remote.OwnCluster;
import dev.apim.operator.remote.PublicationReports;
import dev.apim.operator.remote.PublicationReports.Obstacle;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Compiles and publishes in this cluster: buckets, manifest, then one write that moves the pointer.
 * A crash after any write leaves the old configuration active.
 */
@ApplicationScoped
class Publisher {

  private final Pointers pointers;
  private final LocalParts parts;
  private final SecretCarriage secrets;
  private final Originals originals;
  private final OwnCluster own;
  private final PublicationReports reports;
  private final Timer compileTime;
  private final Map<InstanceKey, Configured> active = new ConcurrentHashMap<>();
  private final Map<InstanceKey, ConfigurationCompiler> compilers = new ConcurrentHashMap<>();

  Publisher(
      Pointers pointers,
      LocalParts parts,
      SecretCarriage secrets,
      Originals originals,
      OwnCluster own,
      PublicationReports reports,
      MeterRegistry meters) {
    this.pointers = pointers;
    this.parts = parts;
    this.secrets = secrets;
    this.originals = originals;
    this.own = own;
    this.reports = reports;
    this.compileTime = meters.timer("apim.configuration.compile");
  }

  /**
   * What came of it.
   *
   * @param pointer the pointer as it is now; empty before the first publication
   * @param active what is active
   * @param compiled what the compiler said; empty where the result is too large
   * @param published whether the pointer was moved
   */
  record Outcome(
      Optional<GatewayConfigurationSpec> pointer,
      Optional<Configured> active,
      Optional<CompileResult> compiled,
      boolean published) {}

  /** A configuration whole and in parts. */
  record Configured(Snapshot snapshot, ConfigurationDocument document) {}

  /** Publishes what the sources say, if it is anything new and nothing stands against it. */
  Outcome publish(ApiManagementInstance instance, Sources sources) {
    InstanceKey key = InstanceKeys.of(instance);
    Optional<GatewayConfiguration> pointer = pointers.read(instance);
    Optional<Configured> before = pointer.flatMap(there -> active(key, there.getSpec()));
    CompileResult compiled;
    try {
      compiled = compileTime.record(() -> compile(instance, sources, before));
    } catch (SnapshotTooLargeException e) {
      reports.report(key, Optional.of(new Obstacle(Reason.TooLarge, e.getMessage())));
      return unchanged(pointer, before, Optional.empty());
    }
    Optional<Obstacle> obstacle =
        divergence(instance, pointer)
            .or(() -> before.flatMap(was -> deletions(instance, sources, compiled, was)));
    PublicationPlan plan = plan(instance, pointer, compiled);
    if (obstacle.isEmpty() && plan instanceof PublicationPlan.Refused refused) {
      obstacle = Optional.of(new Obstacle(refused.reason(), refused.message()));
    }
    reports.report(key, obstacle);
    if (obstacle.isPresent()) {
      return unchanged(pointer, before, Optional.of(compiled));
    }
    secrets.write(instance, compiled.document());
    parts.put(instance, compiled.snapshot());
    Configured now = new Configured(compiled.snapshot(), compiled.document());
    active.put(key, now);
    if (plan instanceof PublicationPlan.Publish publish) {
      pointers.write(instance, pointer, publish.pointer());
      return new Outcome(
          Optional.of(publish.pointer()), Optional.of(now), Optional.of(compiled), true);
    }
    return unchanged(pointer, Optional.of(now), Optional.of(compiled));
  }

  void forget(InstanceKey key) {
    active.remove(key);
    compilers.remove(key);
    parts.forget(key);
    secrets.forget(key);
    reports.report(key, Optional.empty());
  }

  private static Outcome unchanged(
      Optional<GatewayConfiguration> pointer,
      Optional<Configured> active,
      Optional<CompileResult> compiled) {
    return new Outcome(pointer.map(GatewayConfiguration::getSpec), active, compiled, false);
  }

  private Optional<Configured> active(InstanceKey key, GatewayConfigurationSpec pointer) {
    Configured known = active.get(key);
    if (known != null && known.snapshot().hash().equals(pointer.active().hash())) {
      return Optional.of(known);
    }
    Optional<Configured> loaded =
        parts.load(key, pointer).map(snapshot -> new Configured(snapshot, document(snapshot)));
    loaded.ifPresent(configured -> active.put(key, configured));
    return loaded;
  }

  private CompileResult compile(
      ApiManagementInstance instance, Sources sources, Optional<Configured> before) {
    InstanceKey key = InstanceKeys.of(instance);
    SecretCarriage.Session session = secrets.begin(key, before.map(Configured::document));
    CompileResult compiled =
        compilers
            .computeIfAbsent(key, unknown -> new ConfigurationCompiler())
            .compile(
                new CompileRequest(
                    key.name(),
                    sources.objects(),
                    sources.outside().with(session),
                    before.map(Configured::document),
                    before.map(was -> was.snapshot().manifest().apiBuckets()).orElse(1)));
    secrets.follow(key, session);
    return compiled;
  }

  private static ConfigurationDocument document(Snapshot snapshot) {
    return SnapshotCodec.join(snapshot.hash(), snapshot.manifestText(), snapshot.buckets());
  }

  /** A person who deletes the pointer here decides: it goes on above the numbers of the target. */
  private Optional<Obstacle> divergence(
      ApiManagementInstance instance, Optional<GatewayConfiguration> pointer) {
    return pointer
        .flatMap(there -> reports.divergence(InstanceKeys.of(instance)))
        .map(finding -> new Obstacle(finding.reason(), finding.message()));
  }

  private Optional<Obstacle> deletions(
      ApiManagementInstance instance, Sources sources, CompileResult compiled, Configured before) {
    Removals removals = DeletionGuard.removals(before.document(), compiled.document());
    String hash = compiled.snapshot().hash();
    if (removals.isUnusual() && !isAllowed(instance, hash)) {
      return Optional.of(
          new Obstacle(
              Reason.DeletionsHeld,
              removals.count()
                  + " of "
                  + removals.before()
                  + " objects would be removed; to go on, set spec.configuration.allowDeletions to "
                  + hash));
    }
    return proof(instance.getMetadata().getNamespace(), sources, removals);
  }

  private Optional<Obstacle> proof(String namespace, Sources sources, Removals removals) {
    Set<String> names = new TreeSet<>();
    for (var kind : ConfigurationObjects.KINDS) {
      Set<String> missing =
          missing(removals.of(HasMetadata.getKind(kind)), sources.objects().of(kind));
      if (!originals.areGone(kind, namespace, missing)) {
        names.addAll(missing);
      }
    }
    if (names.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Obstacle(
            Reason.DeletionsHeld,
            "it cannot be proven that these were deleted, so they stay: "
                + String.join(", ", names)));
  }

  private static Set<String> missing(Set<String> names, List<? extends HasMetadata> objects) {
    Set<String> missing = new TreeSet<>(names);
    objects.forEach(object -> missing.remove(object.getMetadata().getName()));
    return missing;
  }

  private static boolean isAllowed(ApiManagementInstance instance, String hash) {
    return instance.getSpec().configuration() != null
        && hash.equals(instance.getSpec().configuration().allowDeletions());
  }

  private PublicationPlan plan(
      ApiManagementInstance instance,
      Optional<GatewayConfiguration> pointer,
      CompileResult compiled) {
    String lineage = instance.getMetadata().getUid();
    return PublicationPlanner.plan(
        new PublicationRequest(
            instance.getMetadata().getName(),
            lineage,
            own.identity(),
            pointer.map(GatewayConfiguration::getSpec),
            pointer.isPresent() ? Optional.empty() : pointers.newestInTargets(instance, lineage),
            compiled.snapshot(),
            Instant.now()));
  }
}
