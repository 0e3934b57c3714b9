package dev.apim.operator.remote;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who has written which field, as the API server keeps it. */
public final class FieldOwnership {

  /** The manager of fields that are pushed; pushes are applied without force. */
  static final String MANAGER = "apim-push";

  private static final String APPLY = "Apply";

  private FieldOwnership() {}

  /** Whether the units there are those that were pushed last. */
  public static boolean unitsArePushed(HasMetadata object) {
    return isPushed(object, "f:units");
  }

  /** Whether the cluster that a copy names is the one that was pushed last. */
  public static boolean clusterIsPushed(HasMetadata object) {
    return isPushed(object, "f:cluster");
  }

  private static boolean isPushed(HasMetadata object, String field) {
    return Optional.ofNullable(object.getMetadata().getManagedFields()).orElse(List.of()).stream()
        .filter(entry -> MANAGER.equals(entry.getManager()) && APPLY.equals(entry.getOperation()))
        .anyMatch(entry -> has(entry, field));
  }

  private static boolean has(ManagedFieldsEntry entry, String field) {
    return entry.getFieldsV1() != null
        && entry.getFieldsV1().getAdditionalProperties().get("f:spec") instanceof Map<?, ?> spec
        && spec.containsKey(field);
  }
}
