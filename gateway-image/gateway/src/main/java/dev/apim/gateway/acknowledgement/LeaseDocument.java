package dev.apim.gateway.acknowledgement;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apim.gateway.runtime.ActiveRevision;
import dev.apim.gateway.settings.GatewaySettings;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.IntSupplier;

/** What the Lease says. The object to create and the patch are one, so they never differ. */
final class LeaseDocument {

  static final int LEASE_SECONDS = 150;

  private static final int LONGEST_ERROR = 1024;

  /** Finer steps would be news for the operator every minute. */
  private static final int STEP_OF_LOAD = 10;

  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final JsonMapper json = new JsonMapper();
  private final GatewaySettings settings;
  private final IntSupplier load;

  /**
   * @param load how busy the replica is, in percent
   */
  LeaseDocument(GatewaySettings settings, IntSupplier load) {
    this.settings = settings;
    this.load = load;
  }

  /**
   * The Lease as it should be.
   *
   * @param seconds for how long it holds without a renewal
   */
  ObjectNode of(Optional<ActiveRevision> served, String errors, Instant now, int seconds) {
    ObjectNode lease =
        json.createObjectNode().put("apiVersion", "coordination.k8s.io/v1").put("kind", "Lease");
    ObjectNode metadata = lease.putObject("metadata").put("name", settings.replica());
    metadata
        .putObject("labels")
        .put("apim.dev/instance", settings.instance())
        .put("apim.dev/location", settings.location())
        .put("apim.dev/component", "gateway");
    settings.podUid().ifPresent(uid -> owner(metadata, uid));
    annotations(metadata.putObject("annotations"), served, errors);
    lease
        .putObject("spec")
        .put("holderIdentity", settings.replica())
        .put("leaseDurationSeconds", seconds)
        .put("renewTime", MICROS.format(now));
    return lease;
  }

  private void owner(ObjectNode metadata, String uid) {
    metadata
        .putArray("ownerReferences")
        .addObject()
        .put("apiVersion", "v1")
        .put("kind", "Pod")
        .put("name", settings.replica())
        .put("uid", uid);
  }

  private void annotations(ObjectNode annotations, Optional<ActiveRevision> served, String errors) {
    served.ifPresent(
        revision ->
            annotations
                .put("apim.dev/revision", revision.hash())
                .put("apim.dev/sequence", Long.toString(revision.sequence()))
                .put("apim.dev/activated-at", MILLIS.format(revision.activatedAt())));
    int steps = Math.round((float) load.getAsInt() / STEP_OF_LOAD);
    annotations.put("apim.dev/load", Integer.toString(steps * STEP_OF_LOAD));
    annotations.put(
        "apim.dev/errors", errors.substring(0, Math.min(LONGEST_ERROR, errors.length())));
  }
}
