package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Optional;

/** Which revision is active, its numbers, and the ones before it. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(value = Fence.NOT_OLDER, message = Fence.NOT_OLDER_MESSAGE)
@ValidationRule(value = Fence.SAME_HOLDER, message = Fence.SAME_HOLDER_MESSAGE)
@ValidationRule(
    value = "self.instanceRef == oldSelf.instanceRef",
    message = "instanceRef must not change; delete the object and make one for the other instance",
    fieldPath = ".instanceRef")
public record GatewayConfigurationSpec(
    @JsonPropertyDescription("The instance, in the same namespace. Immutable.") @Required
        LocalReference instanceRef,
    @JsonPropertyDescription("Numbers that order revisions and fence writers.") @Required
        Fence fence,
    @JsonPropertyDescription("The revision that gateways serve.") @Required ActiveRevision active,
    @JsonPropertyDescription("The last ten revisions, the newest first, the active one included.")
        @Size(max = 10)
        List<HistoryEntry> history,
    @JsonPropertyDescription(
            "Removed: the operator of this cluster deletes the pointer (a tombstone).")
        @Default("Active")
        OriginState state,
    @JsonPropertyDescription("Token for the cluster that publishes next, in the last revision.")
        Handover handover) {

  /** One without a token. */
  public GatewayConfigurationSpec(
      LocalReference instanceRef,
      Fence fence,
      ActiveRevision active,
      List<HistoryEntry> history,
      OriginState state) {
    this(instanceRef, fence, active, history, state, null);
  }

  /** The token while its cluster has not begun; a spent one stays as it is. */
  @JsonIgnore
  public Optional<Handover> pendingHandover() {
    return Optional.ofNullable(handover).filter(token -> token.epoch() > fence.epoch());
  }

  /** Fills the default and copies the list. */
  public GatewayConfigurationSpec {
    history = history == null ? List.of() : List.copyOf(history);
    state = state == null ? OriginState.Active : state;
  }
}
