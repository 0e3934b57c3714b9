/**
 * The Kubernetes objects of a location, a class for each kind. Pure: a plan in, a manifest out;
 * knows the domain and the Kubernetes model, and no client.
 */
package dev.apim.operator.manifest;
