/** What the controllers share. Nothing outside may know it. */
package dev.apim.operator.controller;
