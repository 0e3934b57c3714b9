package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/**
 * When a gateway stops sending requests to a backend, and for how long (B104). A backend that
 * cannot be reached, breaks off or is silent too long has failed, whatever the status codes.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "has(self.failureCount) || has(self.failurePercentage)",
    message = "circuitBreaker needs failureCount, failurePercentage or both")
public record CircuitBreakerSpec(
    @JsonPropertyDescription(
            "Failures within the interval that trip it; beside failurePercentage, the least number"
                + " of them.")
        @Min(1)
        @Max(10000)
        Integer failureCount,
    @JsonPropertyDescription("Failures of all requests within the interval that trip it.")
        @Min(1)
        @Max(100)
        Integer failurePercentage,
    @JsonPropertyDescription("The interval.") @Default("60") @Min(1) @Max(3600)
        Integer intervalSeconds,
    @JsonPropertyDescription("Answers that count as failures; 500 to 599 where absent.")
        @Size(min = 1, max = 10)
        List<StatusCodeRange> statusCodes,
    @JsonPropertyDescription("How long the backend is left alone.")
        @Default("60")
        @Min(1)
        @Max(3600)
        Integer tripSeconds,
    @JsonPropertyDescription(
            "Accept: the header Retry-After of the answer that trips it replaces tripSeconds.")
        @Default("Ignore")
        RetryAfterMode retryAfter) {

  private static final List<StatusCodeRange> SERVER_ERRORS = List.of(new StatusCodeRange(500, 599));

  /** Fills the defaults and copies the list. */
  public CircuitBreakerSpec {
    intervalSeconds = intervalSeconds == null ? 60 : intervalSeconds;
    statusCodes =
        statusCodes == null || statusCodes.isEmpty() ? SERVER_ERRORS : List.copyOf(statusCodes);
    tripSeconds = tripSeconds == null ? 60 : tripSeconds;
    retryAfter = retryAfter == null ? RetryAfterMode.Ignore : retryAfter;
  }
}
