package dev.apim.e2e.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * What the demo shows while it runs: a log, and beneath it a live table on a terminal. Elsewhere
 * the table is a line of the log whenever it has changed. Never silent for ten seconds.
 */
final class Board implements AutoCloseable {
  private static final Duration SILENCE = Duration.ofSeconds(9);
  private static final long PERIOD_MILLIS = 700;

  private final PrintStream out;
  private final boolean terminal;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(Board::daemonThread);
  private Supplier<String> lines = () -> "";
  private Supplier<String> line = () -> "";
  private String shown = "";
  private String step = "";
  private Instant stepStart = Instant.now();
  private Instant lastLine = Instant.now();

  Board(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
    clock.scheduleWithFixedDelay(this::tick, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  private static Thread daemonThread(Runnable task) {
    Thread thread = new Thread(task, "board");
    thread.setDaemon(true);
    return thread;
  }

  /** Where the table comes from, as several lines and as one; may be empty. */
  synchronized void table(Supplier<String> severalLines, Supplier<String> oneLine) {
    lines = severalLines;
    line = oneLine;
  }

  /** Begins a step. */
  synchronized void step(String name) {
    step = name;
    stepStart = Instant.now();
    say("> " + name);
  }

  /** Adds a line to the log. */
  synchronized void say(String text) {
    erase();
    out.println(text);
    out.flush();
    lastLine = Instant.now();
    if (terminal) {
      draw(shown);
    }
  }

  private void tick() {
    Supplier<String> source;
    synchronized (this) {
      source = terminal ? lines : line;
    }
    // asked without the lock: a dead API server may take seconds to say so
    String now = ask(source);
    synchronized (this) {
      if (terminal) {
        redraw(now);
      } else {
        log(now);
      }
      if (Duration.between(lastLine, Instant.now()).compareTo(SILENCE) > 0) {
        say("  ... " + step + ", " + Duration.between(stepStart, Instant.now()).toSeconds() + " s");
      }
    }
  }

  private static String ask(Supplier<String> source) {
    try {
      return source.get();
    } catch (RuntimeException e) {
      return "";
    }
  }

  private void log(String now) {
    if (!now.isEmpty() && !now.equals(shown)) {
      shown = now;
      say("  " + now);
    }
  }

  private void redraw(String now) {
    if (!now.equals(shown)) {
      erase();
      draw(now);
      shown = now;
    }
  }

  private void draw(String table) {
    out.print(table);
    out.flush();
  }

  private void erase() {
    long height = terminal ? shown.chars().filter(c -> c == '\n').count() : 0;
    if (height > 0) {
      out.print("\u001b[" + height + "A\u001b[J");
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
