/**
 * Policy documents as text: reads what people write (C# in attribute values, raw quotes and {@code
 * <}) into a tree that remembers where each character stood. Knows the JDK only; nothing here knows
 * what an element means.
 */
package dev.apim.policy.document;
