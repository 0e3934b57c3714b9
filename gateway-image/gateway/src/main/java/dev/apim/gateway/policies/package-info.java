/**
 * Runs a compiled program for one exchange: what policies see and change of it, what they ask of
 * the gateway, and what all exchanges of a gateway share. Bodies stay streams unless a program says
 * that it reads them. Which program it is was decided before.
 */
package dev.apim.gateway.policies;
