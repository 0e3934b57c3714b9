package dev.apim.e2e.cluster;

import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** Prints why a class or a test was given up, or not begun. */
final class SkippedContainers implements TestExecutionListener {

  @Override
  public void executionSkipped(TestIdentifier identifier, String reason) {
    System.out.println(reason);
  }

  @Override
  public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
    if (result.getStatus() == TestExecutionResult.Status.ABORTED) {
      result.getThrowable().ifPresent(reason -> System.out.println(reason.getMessage()));
    }
  }
}
