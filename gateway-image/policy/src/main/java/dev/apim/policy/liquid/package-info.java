/**
 * Templates of Liquid as set-body has them: read once, rendered for each exchange within bounds of
 * work, time and length. Knows values and JSON, nothing of policies and documents.
 */
package dev.apim.policy.liquid;
