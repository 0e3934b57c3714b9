package dev.apim.testing;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Says every half minute which tests run and for how long: Maven speaks only when a class begins or
 * ends, and a class with clusters of its own takes minutes.
 */
public final class Heartbeat implements TestExecutionListener {
  private static final Duration PERIOD = Duration.ofSeconds(30);

  private final PrintStream out;
  private final Clock clock;
  private final Map<TestIdentifier, Instant> running = new LinkedHashMap<>();
  private ScheduledExecutorService timer;
  private int done;

  /** As the test platform makes it. */
  public Heartbeat() {
    this(System.out, Clock.systemUTC());
  }

  Heartbeat(PrintStream out, Clock clock) {
    this.out = out;
    this.clock = clock;
  }

  @Override
  public synchronized void testPlanExecutionStarted(TestPlan plan) {
    timer = Executors.newSingleThreadScheduledExecutor(Heartbeat::daemonThread);
    timer.scheduleAtFixedRate(this::beat, PERIOD.toSeconds(), PERIOD.toSeconds(), TimeUnit.SECONDS);
  }

  private static Thread daemonThread(Runnable task) {
    Thread thread = new Thread(task, "heartbeat of the tests");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public synchronized void testPlanExecutionFinished(TestPlan plan) {
    timer.shutdownNow();
  }

  @Override
  public synchronized void executionStarted(TestIdentifier test) {
    running.put(test, clock.instant());
  }

  @Override
  public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
    running.remove(test);
    done += test.isTest() ? 1 : 0;
  }

  /** One line; none while nothing runs. */
  synchronized void beat() {
    List<TestIdentifier> innermost =
        running.keySet().stream().filter(test -> !hasRunningChild(test)).toList();
    if (innermost.isEmpty()) {
      return;
    }
    out.println(
        "... "
            + innermost.stream().map(this::nameAndTime).collect(Collectors.joining(" | "))
            + " | "
            + done
            + " tests done");
  }

  private boolean hasRunningChild(TestIdentifier test) {
    return running.keySet().stream()
        .flatMap(other -> other.getParentIdObject().stream())
        .anyMatch(test.getUniqueIdObject()::equals);
  }

  private String nameAndTime(TestIdentifier test) {
    long seconds = Duration.between(running.get(test), clock.instant()).toSeconds();
    return name(test) + " for " + seconds + " s";
  }

  /** As {@code -Dit.test} takes it, where it has a class. */
  private static String name(TestIdentifier test) {
    return test.getSource()
        .map(
            source -> {
              if (source instanceof MethodSource method) {
                return simple(method.getClassName()) + "#" + method.getMethodName();
              }
              return source instanceof ClassSource type ? simple(type.getClassName()) : null;
            })
        .orElseGet(test::getDisplayName);
  }

  private static String simple(String className) {
    return className.substring(className.lastIndexOf('.') + 1);
  }
}
