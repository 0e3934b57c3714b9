package dev.apim.testing;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * A deep run that is split or was broken off has every test tagged {@code deep} once: in the part
 * that its name falls into ({@code -Ddeep.shard=1/4}), and not again once it has passed, unless
 * {@code -Ddeep.fresh=true}. A test has passed when what comes after it has, too. Suites of many
 * cases keep count of their own.
 */
public final class DeepOnce implements ExecutionCondition, TestWatcher {
  private final PassedBefore passed;

  /** Keeps count where the next run of the same module finds it. */
  public DeepOnce() {
    this(Path.of("target/deep/tests.done"));
  }

  DeepOnce(Path done) {
    this.passed = new PassedBefore(done);
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (!isDeep(context)) {
      return ConditionEvaluationResult.enabled("not deep");
    }
    if (!DeepShard.ofThisRun().contains(name(context))) {
      return ConditionEvaluationResult.disabled("in another part of the deep run");
    }
    return !Boolean.getBoolean("deep.fresh") && passed.contains(mark(context))
        ? ConditionEvaluationResult.disabled("passed in an earlier deep run")
        : ConditionEvaluationResult.enabled("deep");
  }

  @Override
  public void testSuccessful(ExtensionContext context) {
    if (isDeep(context)) {
      passed.add(mark(context));
    }
  }

  private static boolean isDeep(ExtensionContext context) {
    return context.getTags().contains("deep")
        && context
            .getTestMethod()
            .map(method -> method.isAnnotationPresent(Test.class))
            .orElse(false);
  }

  private static String name(ExtensionContext context) {
    return context.getRequiredTestClass().getName()
        + "#"
        + context.getRequiredTestMethod().getName();
  }

  private static String mark(ExtensionContext context) {
    return Arrays.stream(context.getRequiredTestMethod().getParameterTypes())
        .map(Class::getTypeName)
        .collect(Collectors.joining(",", name(context) + "(", ")"));
  }
}
