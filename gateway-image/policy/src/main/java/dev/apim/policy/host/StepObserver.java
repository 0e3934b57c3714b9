package dev.apim.policy.host;

/** Sees every step of an exchange that is traced. */
public interface StepObserver {

  /**
   * A policy has run.
   *
   * @param path policy path in its document
   * @param nanos time that its own code took, without waiting
   * @param outcome next, wait, answer or the reason of a failure
   */
  void step(String policy, String path, long nanos, String outcome);
}
