package dev.apim.api.config;

/**
 * Where a secret lies that the document needs: an immutable Secret that the operator made in the
 * instance's namespace of each cluster. Its name is random, so that nothing can be learnt from it.
 *
 * @param name name of that Secret
 * @param key key of its data
 */
public record SecretReference(String name, String key) {}
