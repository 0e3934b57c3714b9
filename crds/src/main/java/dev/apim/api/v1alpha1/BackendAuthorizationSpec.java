package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** The Authorization header of every request to a backend. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value =
        "self.type != 'Basic' || (has(self.username) && has(self.password) && !has(self.token))",
    message = "authorization of type Basic needs username and password and takes no token")
@ValidationRule(
    value =
        "self.type != 'Bearer' || (has(self.token) && !has(self.username) && !has(self.password))",
    message = "authorization of type Bearer needs token and takes no username or password")
public record BackendAuthorizationSpec(
    @JsonPropertyDescription("Basic: username and password. Bearer: token.") @Required
        AuthorizationScheme type,
    @JsonPropertyDescription("User of Basic.") @Pattern("^[^:\\x00-\\x1F]*$") @Size(max = 1024)
        String username,
    @JsonPropertyDescription("Password of Basic.") @Size(max = 4096) String password,
    @JsonPropertyDescription("Token of Bearer.") @Pattern("^[\\x21-\\x7E]*$") @Size(max = 8192)
        String token) {}
