package dev.apim.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A deep run that is split or was broken off has every test tagged {@code deep} once: in the part
 * that its name falls into ({@code -Ddeep.shard=1/4}), and not again once it has passed, unless
 * {@code -Ddeep.fresh=true}. Suites of many cases keep count of their own.
 */
public final class DeepOnce implements ExecutionCondition, AfterTestExecutionCallback {
  private static final Path DONE = Path.of("target/deep/tests.done");

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (!isDeep(context)) {
      return ConditionEvaluationResult.enabled("not deep");
    }
    if (!DeepShard.ofThisRun().contains(name(context))) {
      return ConditionEvaluationResult.disabled("in another part of the deep run");
    }
    return !Boolean.getBoolean("deep.fresh") && passedBefore().contains(name(context))
        ? ConditionEvaluationResult.disabled("passed in an earlier deep run")
        : ConditionEvaluationResult.enabled("deep");
  }

  @Override
  public void afterTestExecution(ExtensionContext context) throws IOException {
    if (isDeep(context) && context.getExecutionException().isEmpty()) {
      Files.createDirectories(DONE.getParent());
      Files.writeString(
          DONE, name(context) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
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

  private static List<String> passedBefore() {
    try {
      return Files.exists(DONE) ? Files.readAllLines(DONE) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
