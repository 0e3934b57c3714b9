package dev.apim.operator.domain.status;

import dev.apim.api.v1alpha1.Hosting;
import dev.apim.api.v1alpha1.LocationConfigurationStatus;
import dev.apim.api.v1alpha1.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** How far the active revision has come in a location (B53). */
final class ConfigurationProgress {

  private final LocationView view;
  private final List<Acknowledgement> live;
  private final int total;

  ConfigurationProgress(LocationView view) {
    this.view = view;
    boolean selfHosted = view.spec().hosting() == Hosting.SelfHosted;
    Set<String> pods = view.pods().stream().map(PodFacts::name).collect(Collectors.toSet());
    this.live =
        view.acknowledgements().stream()
            .filter(
                ack ->
                    selfHosted ? ack.expires().isAfter(view.now()) : pods.contains(ack.replica()))
            .toList();
    this.total = selfHosted ? live.size() : pods.size();
  }

  int total() {
    return total;
  }

  int acknowledged() {
    return (int) serving().count();
  }

  private java.util.stream.Stream<Acknowledgement> serving() {
    return live.stream()
        .filter(
            ack ->
                view.configuration()
                    .filter(active -> active.revision().equals(ack.revision()))
                    .isPresent());
  }

  Reason reason() {
    if (view.configuration().isEmpty()) {
      return Reason.NoConfiguration;
    }
    if (total == 0 || live.isEmpty()) {
      return Reason.NoGateways;
    }
    if (acknowledged() == total) {
      return Reason.InSync;
    }
    return errors().isPresent() ? Reason.GatewayErrors : Reason.Propagating;
  }

  String message() {
    return switch (reason()) {
      case NoConfiguration -> "no configuration has reached this cluster yet";
      case NoGateways -> "no gateway has acknowledged a configuration yet";
      case GatewayErrors -> errors().orElseThrow();
      default -> acknowledged() + " of " + total + " replicas serve the active revision";
    };
  }

  private Optional<String> errors() {
    return live.stream()
        .filter(ack -> ack.errors() != null && !ack.errors().isBlank())
        .min(Comparator.comparing(Acknowledgement::replica))
        .map(ack -> ack.replica() + ": " + ack.errors());
  }

  LocationConfigurationStatus status() {
    return view.configuration()
        .map(
            active ->
                new LocationConfigurationStatus(
                    active.revision(), active.sequence(), acknowledged(), total, lag(active)))
        .orElse(null);
  }

  /** Kept once all had it: a replica that starts later was not slow to hear of the revision. */
  private Long lag(ActiveConfiguration active) {
    LocationConfigurationStatus before = view.previous().configuration();
    if (before != null
        && active.revision().equals(before.revision())
        && Long.valueOf(active.sequence()).equals(before.sequence())
        && before.lagMillis() != null
        && Objects.equals(before.acknowledgedReplicas(), before.totalReplicas())) {
      return before.lagMillis();
    }
    return serving()
        .map(Acknowledgement::activatedAt)
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder())
        .map(last -> sinceOrZero(active.publishedAt(), last))
        .orElse(null);
  }

  private static long sinceOrZero(Instant published, Instant activated) {
    return Math.max(0, Duration.between(published, activated).toMillis());
  }
}
