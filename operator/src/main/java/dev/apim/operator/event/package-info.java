/** Kubernetes Events about transitions. Knows the client, and nothing of the planners. */
package dev.apim.operator.event;
