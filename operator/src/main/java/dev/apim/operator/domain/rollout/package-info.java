/** In which order units are made, changed and removed, so that no request is lost (B41). */
package dev.apim.operator.domain.rollout;
