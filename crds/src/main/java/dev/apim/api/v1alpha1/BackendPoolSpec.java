package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** Backends that share requests, and which of them come first (B98). */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "self.members.all(m, self.members.exists_one(n, n.name == m.name))",
    message = "members must not name a Backend twice; give the one a higher weight",
    fieldPath = ".members")
public record BackendPoolSpec(
    @JsonPropertyDescription("Its members; none of them may be a pool.")
        @Required
        @Size(min = 1, max = 30)
        List<PoolMemberSpec> members) {

  /** Copies the list. */
  public BackendPoolSpec {
    members = members == null ? List.of() : List.copyOf(members);
  }
}
