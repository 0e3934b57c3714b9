package dev.apim.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apim.api.v1alpha1.AuthorizationScheme;
import dev.apim.api.v1alpha1.BackendAuthorizationSpec;
import dev.apim.api.v1alpha1.BackendCredentialsSpec;
import dev.apim.api.v1alpha1.CredentialSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CredentialsTest {

  @ParameterizedTest
  @CsvSource({
    "/a, /a?code=s%20%26",
    "/a?x=1, /a?x=1&code=s%20%26",
    "/a?code=own&x=1&c%6Fde=own, /a?x=1&code=s%20%26",
    "/a?, /a?code=s%20%26"
  })
  void queryParametersReplaceTheClients(String target, String expected) {
    Credentials credentials =
        Credentials.of(
            new BackendCredentialsSpec(null, null, List.of(new CredentialSpec("code", "{{code}}"))),
            Map.of("code", "s &"));
    assertThat(credentials.target(target)).isEqualTo(expected);
  }

  @Test
  void authorizationIsWrittenInItsScheme() {
    BackendAuthorizationSpec basic =
        new BackendAuthorizationSpec(AuthorizationScheme.Basic, "user", "pass", null);
    assertThat(Credentials.of(new BackendCredentialsSpec(basic, null, null), Map.of()).headers())
        .containsEntry("Authorization", "Basic dXNlcjpwYXNz");
    BackendAuthorizationSpec bearer =
        new BackendAuthorizationSpec(AuthorizationScheme.Bearer, null, null, "{{ token }}");
    assertThat(
            Credentials.of(new BackendCredentialsSpec(bearer, null, null), Map.of("token", "t"))
                .headers())
        .containsEntry("Authorization", "Bearer t");
  }

  @Test
  void aValueThatIsNotThereIsTold() {
    BackendCredentialsSpec spec =
        new BackendCredentialsSpec(null, List.of(new CredentialSpec("x-key", "{{gone}}")), null);
    assertThatThrownBy(() -> Credentials.of(spec, Map.of("other", "v")))
        .hasMessage("there is no value called \"gone\"");
  }
}
