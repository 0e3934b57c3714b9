package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What a gateway adds to every request to a backend, in place of what the client sent. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record BackendCredentialsSpec(
    @JsonPropertyDescription("The header Authorization.") BackendAuthorizationSpec authorization,
    @JsonPropertyDescription("Headers.") @Size(max = 20) List<CredentialSpec> headers,
    @JsonPropertyDescription("Query parameters.") @Size(max = 20) List<CredentialSpec> query) {

  /** Copies the lists. */
  public BackendCredentialsSpec {
    headers = headers == null ? List.of() : List.copyOf(headers);
    query = query == null ? List.of() : List.copyOf(query);
  }

  /** Every text in which a named value may stand, as <code>{{name}}</code>. */
  public List<String> texts() {
    List<String> texts = new ArrayList<>();
    if (authorization != null) {
      Stream.of(authorization.username(), authorization.password(), authorization.token())
          .filter(Objects::nonNull)
          .forEach(texts::add);
    }
    headers.forEach(header -> texts.add(header.value()));
    query.forEach(parameter -> texts.add(parameter.value()));
    return texts;
  }
}
