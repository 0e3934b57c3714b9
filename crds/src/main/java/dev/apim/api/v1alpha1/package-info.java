/**
 * The kinds of group {@code apim.dev}, a file each, with their sections. Records only: what a user
 * may write, what the product answers, the rules that one object can be held to, and nothing that
 * decides.
 */
package dev.apim.api.v1alpha1;
