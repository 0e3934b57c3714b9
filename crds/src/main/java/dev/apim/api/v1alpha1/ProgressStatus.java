package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** A change under way (B42). */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProgressStatus(
    @JsonPropertyDescription("When the change began.") String startedAt,
    @JsonPropertyDescription("The step under way, from 1.") Integer step,
    @JsonPropertyDescription("Steps in all.") Integer totalSteps,
    @JsonPropertyDescription("When the step under way began.") String stepStartedAt,
    @JsonPropertyDescription(
            "When the change ends at the pace so far; absent before its first step is done.")
        String expectedEndAt) {}
