/**
 * Policies at work: each compiled into a step, run one after the other for an exchange. A step that
 * has to wait gives its thread back and goes on when the gateway has answered.
 */
package dev.apim.policy.step;
