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
import dev.apim.operator.domain.promotion.PromotionPlan.HandOver;
import dev.apim.operator.domain.sync.InstanceKey;
import dev.apim.operator.domain.sync.PublicationPlan;
import dev.apim.operator.domain.sync.RevisionChanges;
import dev.apim.operator.remote.PublicationReports;
import dev.apim.operator.remote.PublicationReports.Obstacle;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
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
  private final DeletionCheck deletions;
  private final Pins pins;
  private final PublicationReports reports;
  private final Timer compileTime;
  private final Map<InstanceKey, Configured> active = new ConcurrentHashMap<>();
  private final Map<InstanceKey, ConfigurationCompiler> compilers = new ConcurrentHashMap<>();

  Publisher(
      Pointers pointers,
      LocalParts parts,
      SecretCarriage secrets,
      DeletionCheck deletions,
      Pins pins,
      PublicationReports reports,
      MeterRegistry meters) {
    this.pointers = pointers;
    this.parts = parts;
    this.secrets = secrets;
    this.deletions = deletions;
    this.pins = pins;
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

  /**
   * Publishes what the sources say, if it is anything new and nothing stands against it.
   *
   * @param pointer the pointer, read live
   * @param handover to whom the office goes with this revision, the last one
   */
  Outcome publish(
      ApiManagementInstance instance,
      Optional<GatewayConfiguration> pointer,
      Sources sources,
      Optional<HandOver> handover) {
    InstanceKey key = InstanceKeys.of(instance);
    Optional<Configured> before = pointer.flatMap(there -> active(key, there.getSpec()));
    CompileResult compiled;
    try {
      compiled = compileTime.record(() -> compile(instance, sources, before));
    } catch (SnapshotTooLargeException e) {
      reports.report(key, Optional.of(new Obstacle(Reason.TooLarge, e.getMessage())));
      return unchanged(pointer, before, Optional.empty());
    }
    Candidate candidate =
        pins.candidate(instance, pointer.map(GatewayConfiguration::getSpec), before)
            .orElseGet(() -> compiled(instance, sources, compiled, before));
    return handover.isEmpty() && candidate.obstacle().filter(Publisher::holdsRemovals).isPresent()
        ? publishRest(instance, pointer, sources, compiled, before.orElseThrow(), candidate)
        : write(instance, pointer, before, compiled, candidate, handover, Optional.empty());
  }

  private static boolean holdsRemovals(Obstacle obstacle) {
    return obstacle.reason() == Reason.DeletionsHeld;
  }

  /** While a removal is held, what else was edited is published, and what would go stays. */
  private Outcome publishRest(
      ApiManagementInstance instance,
      Optional<GatewayConfiguration> pointer,
      Sources sources,
      CompileResult compiled,
      Configured before,
      Candidate held) {
    Optional<Configured> was = Optional.of(before);
    Optional<CompileResult> rest =
        KeptObjects.rest(
            sources, before, compiled.document(), kept -> compile(instance, kept, was));
    return rest.map(
            result ->
                write(
                    instance,
                    pointer,
                    was,
                    result,
                    compiled(instance, sources, result, was),
                    Optional.empty(),
                    held.obstacle()))
        .orElseGet(
            () ->
                write(instance, pointer, was, compiled, held, Optional.empty(), Optional.empty()));
  }

  /**
   * Moves the pointer to a candidate, if it is anything new and nothing stands against it.
   *
   * @param more what is told where nothing does
   */
  private Outcome write(
      ApiManagementInstance instance,
      Optional<GatewayConfiguration> pointer,
      Optional<Configured> before,
      CompileResult compiled,
      Candidate candidate,
      Optional<HandOver> handover,
      Optional<Obstacle> more) {
    InstanceKey key = InstanceKeys.of(instance);
    PublicationPlan plan =
        pointers.plan(
            instance,
            pointer,
            candidate,
            Optional.empty(),
            handover.map(successor -> successor.token(candidate.snapshot().hash())));
    Optional<Obstacle> obstacle =
        divergence(instance, pointer).or(candidate::obstacle).or(() -> refusal(plan));
    reports.report(key, obstacle.or(() -> more));
    if (obstacle.isPresent()) {
      return unchanged(pointer, before, Optional.of(compiled));
    }
    Optional<Configured> now = Optional.of(candidate.configured());
    secrets.write(instance, candidate.configured().document());
    parts.put(instance, candidate.snapshot());
    active.put(key, candidate.configured());
    if (plan instanceof PublicationPlan.Publish publish) {
      pointers.write(instance, pointer, publish.pointer());
      return new Outcome(Optional.of(publish.pointer()), now, Optional.of(compiled), true);
    }
    return unchanged(pointer, now, Optional.of(compiled));
  }

  /** What is active, without a look at the sources. */
  Outcome current(ApiManagementInstance instance, Optional<GatewayConfiguration> pointer) {
    InstanceKey key = InstanceKeys.of(instance);
    reports.report(key, Optional.empty());
    return unchanged(
        pointer, pointer.flatMap(there -> active(key, there.getSpec())), Optional.empty());
  }

  /**
   * Makes this cluster the holder of what is active here, by one write of the pointer.
   *
   * @param configured what is active, all of which is here
   */
  GatewayConfigurationSpec takeOver(
      ApiManagementInstance instance,
      GatewayConfiguration pointer,
      Configured configured,
      long epoch,
      String changes) {
    Candidate candidate = new Candidate(configured, changes, Optional.empty());
    PublicationPlan plan =
        pointers.plan(
            instance, Optional.of(pointer), candidate, Optional.of(epoch), Optional.empty());
    GatewayConfigurationSpec next = ((PublicationPlan.Publish) plan).pointer();
    parts.put(instance, configured.snapshot());
    pointers.write(instance, Optional.of(pointer), next);
    active.put(InstanceKeys.of(instance), configured);
    return next;
  }

  private Candidate compiled(
      ApiManagementInstance instance,
      Sources sources,
      CompileResult compiled,
      Optional<Configured> before) {
    Configured now = new Configured(compiled.snapshot(), compiled.document());
    if (before.filter(was -> was.snapshot().hash().equals(now.snapshot().hash())).isPresent()) {
      return new Candidate(now, "", Optional.empty());
    }
    ConfigurationDocument was =
        before
            .map(Configured::document)
            .orElseGet(() -> ConfigurationDocument.empty(instance.getMetadata().getName()));
    return new Candidate(
        now,
        RevisionChanges.of(DocumentObjects.named(was), DocumentObjects.named(now.document())),
        deletions.obstacle(instance, sources, compiled, was));
  }

  private static Optional<Obstacle> refusal(PublicationPlan plan) {
    return plan instanceof PublicationPlan.Refused refused
        ? Optional.of(new Obstacle(refused.reason(), refused.message()))
        : Optional.empty();
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

  /** What a pointer names; empty where it is not whole here. Says nothing of it to anybody. */
  Optional<Configured> active(InstanceKey key, GatewayConfigurationSpec pointer) {
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
                    before.map(was -> was.snapshot().manifest().apiBuckets()).orElse(1),
                    OldestReader.among(sources.locations())));
    secrets.follow(key, session);
    return compiled;
  }

  static ConfigurationDocument document(Snapshot snapshot) {
    return SnapshotCodec.join(snapshot.hash(), snapshot.manifestText(), snapshot.buckets());
  }

  /** A person who deletes the pointer here decides: it goes on above the numbers of the target. */
  private Optional<Obstacle> divergence(
      ApiManagementInstance instance, Optional<GatewayConfiguration> pointer) {
    return pointer
        .flatMap(there -> reports.divergence(InstanceKeys.of(instance)))
        .map(finding -> new Obstacle(finding.reason(), finding.message()));
  }
}
