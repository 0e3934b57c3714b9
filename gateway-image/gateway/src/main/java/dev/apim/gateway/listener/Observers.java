package dev.apim.gateway.listener;

import dev.apim.gateway.capacity.Capacity;
import dev.apim.gateway.telemetry.Telemetry;

/** Who looks at every request before it is served. */
public record Observers(Capacity capacity, Telemetry telemetry) {}
