package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** What the loss of a zone means for a location (B21, B64). */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OutageStatus(
    @JsonPropertyDescription("Platform: the other zones carry on. User: somebody has to act.")
        OutageActor actor,
    @JsonPropertyDescription(
            "Units with which the capacity of the units asked for is left when a zone is lost;"
                + " absent where the location lies in one zone.")
        Integer unitsToKeepCapacity,
    @JsonPropertyDescription(
            "How busy requests keep the replicas on average, in percent, in steps of ten; absent where"
                + " none says so.")
        Integer loadPercent,
    @JsonPropertyDescription(
            "Units with which the replicas that are left when a zone is lost stay below 80 percent at"
                + " the present load; absent where the load is not known or the location lies in one"
                + " zone.")
        Integer unitsAtPresentLoad) {}
