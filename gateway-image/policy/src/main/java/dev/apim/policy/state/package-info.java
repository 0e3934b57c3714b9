/**
 * What exchanges leave for those after them: counters, cached values, slots in use. Stores answer
 * by callback, so that one shared by many replicas can stand in for the local one.
 */
package dev.apim.policy.state;
