/**
 * What is told of each request beside the metrics: a line of the access log, spans, and the steps
 * of one that is traced. Everything is written off the event loops, from queues that are bounded:
 * who cannot keep up loses lines, never requests. OTLP is written here, as JSON over HTTP: the
 * exporters there are would add megabytes and their own threads to each gateway.
 */
package dev.apim.gateway.telemetry;
