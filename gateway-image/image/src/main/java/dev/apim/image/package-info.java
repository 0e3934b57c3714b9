/**
 * Packs gateway and operator as image archives on the build machine alone: a linked Java runtime,
 * the shared libraries that it loads, the application. Knows files and formats; nothing of what the
 * applications do.
 */
package dev.apim.image;
