/**
 * Puts the parts of a gateway together and takes them apart again at the end. Nothing else knows
 * all of them.
 */
package dev.apim.gateway;
