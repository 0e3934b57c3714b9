/**
 * From C# text to a tree: lexer, Pratt parser, syntax with the offset of every node. Knows the JDK
 * only; names mean nothing here.
 */
package dev.apim.policy.expression.parse;
