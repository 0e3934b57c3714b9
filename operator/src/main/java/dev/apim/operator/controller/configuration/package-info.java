/**
 * The loops that publish: they compile what the holder of an instance is given, write it here and
 * hand it to the queues of other clusters. May know planners, manifests, the client and the remote
 * package; nobody may know them.
 */
package dev.apim.operator.controller.configuration;
