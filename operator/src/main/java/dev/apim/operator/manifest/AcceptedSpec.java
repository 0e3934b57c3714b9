package dev.apim.operator.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apim.api.config.CanonicalJson;
import dev.apim.api.v1alpha1.ApiManagementInstanceSpec;
import dev.apim.api.v1alpha1.GatewayLocationSpec;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.ControllerRevisionBuilder;

/**
 * The specs by which a location was made last, kept as a ControllerRevision as StatefulSets keep
 * theirs: while an edit is not accepted, healing goes on with these. Where a copy came from is no
 * part of it, as that changes with every push.
 *
 * @param instance spec of the instance
 * @param location spec of the location
 */
public record AcceptedSpec(ApiManagementInstanceSpec instance, GatewayLocationSpec location) {

  private static final String INSTANCE = "instance";
  private static final String LOCATION = "location";
  private static final String ORIGIN = "origin";
  private static final int HASH_CHARACTERS = 10;

  /** Reads what a revision keeps. */
  public static AcceptedSpec of(ControllerRevision revision) {
    JsonNode data = CanonicalJson.tree(revision.getData());
    return new AcceptedSpec(
        read(data.path(INSTANCE), ApiManagementInstanceSpec.class),
        read(data.path(LOCATION), GatewayLocationSpec.class));
  }

  /**
   * The revision that keeps it.
   *
   * @param number higher than that of every revision before
   */
  public ControllerRevision revision(LocationContext context, long number) {
    ObjectNode data = data();
    String hash = CanonicalJson.sha256(CanonicalJson.text(data)).substring(0, HASH_CHARACTERS);
    return new ControllerRevisionBuilder()
        .withMetadata(Metadata.of(context, Names.accepted(context.location(), hash)))
        .withRevision(number)
        .withData(data)
        .build();
  }

  /** One that is there, as it is applied again: without what the API server adds. */
  public static ControllerRevision again(ControllerRevision there) {
    return new ControllerRevisionBuilder(there)
        .withMetadata(
            new ObjectMetaBuilder()
                .withName(there.getMetadata().getName())
                .withNamespace(there.getMetadata().getNamespace())
                .withLabels(there.getMetadata().getLabels())
                .withOwnerReferences(there.getMetadata().getOwnerReferences())
                .build())
        .build();
  }

  private ObjectNode data() {
    ObjectNode data = (ObjectNode) CanonicalJson.tree(this);
    ((ObjectNode) data.path(INSTANCE)).remove(ORIGIN);
    ((ObjectNode) data.path(LOCATION)).remove(ORIGIN);
    return data;
  }

  private static <T> T read(JsonNode node, Class<T> type) {
    return CanonicalJson.read(CanonicalJson.bytes(node), type);
  }
}
