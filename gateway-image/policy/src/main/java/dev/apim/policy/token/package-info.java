/** JSON web tokens: keys, signatures, claims, and what OpenID providers publish of them. */
package dev.apim.policy.token;
