/**
 * What is said of instances and locations. Pure: the same facts give an equal status, which is then
 * not written; a time in it moves only when what it dates has changed.
 */
package dev.apim.operator.domain.status;
