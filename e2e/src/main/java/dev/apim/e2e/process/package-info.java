/**
 * Operating-system processes: long-lived ones known by a pid file, short commands, free ports.
 * Knows nothing of Kubernetes.
 */
package dev.apim.e2e.process;
