package dev.apim.policy.host;

/**
 * Told once how something ended that takes time: inside the call or later, always on the thread of
 * the exchange.
 */
public interface Callback<T> {

  void done(T value);

  void failed(Failure failure);
}
