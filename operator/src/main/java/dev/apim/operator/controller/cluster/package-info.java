/**
 * The loop of GatewayClusters: who this cluster is, and which others are reached how. May know the
 * client and the remote package; nobody may know it.
 */
package dev.apim.operator.controller.cluster;
