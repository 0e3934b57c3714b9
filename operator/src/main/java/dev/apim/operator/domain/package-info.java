/**
 * Everything that decides. Pure: records in, records out, the time is a parameter; knows java.* and
 * the kinds only.
 */
package dev.apim.operator.domain;
