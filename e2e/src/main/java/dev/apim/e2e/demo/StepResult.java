package dev.apim.e2e.demo;

/**
 * How a step went.
 *
 * @param ms how long it took
 */
record StepResult(String name, boolean ok, long ms) {}
