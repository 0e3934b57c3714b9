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
  private static final Duration PERIOD = Duration.ofMillis(700);

  private final PrintStream out;
  private final boolean terminal;
  private final Duration silence;

  /** One thread asks, which a dead API server may hold up; the other breaks the silence. */
  private final ScheduledExecutorService clock =
      Executors.newScheduledThreadPool(2, Board::daemonThread);

  private Supplier<String> lines = () -> "";
  private Supplier<String> line = () -> "";
  private String shown = "";
  private String step = "";
  private Instant stepStart = Instant.now();
  private Instant lastLine = Instant.now();

  Board(PrintStream out, boolean terminal) {
    this(out, terminal, PERIOD, SILENCE);
  }

  /**
   * @param period from one look at the table to the next
   * @param silence after which a line says what step it is in
   */
  Board(PrintStream out, boolean terminal, Duration period, Duration silence) {
    this.out = out;
    this.terminal = terminal;
    this.silence = silence;
    every(period, this::look);
    every(period, this::breakSilence);
  }

  private void every(Duration period, Runnable task) {
    clock.scheduleWithFixedDelay(task, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
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

  private void look() {
    Supplier<String> source;
    synchronized (this) {
      source = terminal ? lines : line;
    }
    // asked without the lock, which the log and the other thread need
    String now = ask(source);
    synchronized (this) {
      if (terminal) {
        redraw(now);
      } else {
        log(now);
      }
    }
  }

  private synchronized void breakSilence() {
    if (Duration.between(lastLine, Instant.now()).compareTo(silence) > 0) {
      say("  ... " + step + ", " + Duration.between(stepStart, Instant.now()).toSeconds() + " s");
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
