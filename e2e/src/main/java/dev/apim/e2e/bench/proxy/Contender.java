package dev.apim.e2e.bench.proxy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A proxy at work on the first core. */
final class Contender implements AutoCloseable {

  private static final int TICKS_PER_SECOND = 100;

  private final String name;
  private final int port;
  private final Process process;
  private final List<Sample> samples = new ArrayList<>();

  /**
   * One round.
   *
   * @param microseconds of CPU for a request
   * @param megabytes resident after it
   */
  record Sample(double microseconds, double perSecond, double p99Millis, double megabytes) {}

  private Contender(String name, int port, Process process) {
    this.name = name;
    this.port = port;
    this.process = process;
  }

  static Contender start(String name, int port, List<String> command, Path folder)
      throws IOException {
    return new Contender(name, port, start(0, command, folder.resolve(name + ".log")));
  }

  /** Starts a process on one core only. */
  static Process start(int core, List<String> command, Path log) throws IOException {
    List<String> pinned = new ArrayList<>(List.of("taskset", "-c", Integer.toString(core)));
    pinned.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(pinned);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    return builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }

  String name() {
    return name;
  }

  int port() {
    return port;
  }

  List<Sample> samples() {
    return samples;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Lets clients call it for a while and keeps what that cost. */
  void measure(Load load, int seconds, Path folder) throws IOException, InterruptedException {
    double before = processorSeconds();
    Wrk.Result result = Wrk.run(load, port, seconds, folder);
    double spent = processorSeconds() - before;
    if (result.requests() == 0 || result.failed() > 0) {
      throw new IOException(name + " failed: " + result);
    }
    samples.add(
        new Sample(
            spent * 1e6 / result.requests(),
            result.perSecond(),
            result.p99Millis(),
            residentMegabytes()));
  }

  private double processorSeconds() throws IOException {
    double ticks = 0;
    for (ProcessHandle each : tree()) {
      String stat = Files.readString(Path.of("/proc", Long.toString(each.pid()), "stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      ticks += Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }
    return ticks / TICKS_PER_SECOND;
  }

  private double residentMegabytes() throws IOException {
    double kilobytes = 0;
    for (ProcessHandle each : tree()) {
      kilobytes +=
          Files.readAllLines(Path.of("/proc", Long.toString(each.pid()), "status")).stream()
              .filter(line -> line.startsWith("VmRSS:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .sum();
    }
    return kilobytes / 1000;
  }

  private List<ProcessHandle> tree() {
    List<ProcessHandle> all = new ArrayList<>(List.of(process.toHandle()));
    process.descendants().forEach(all::add);
    return all;
  }

  @Override
  public void close() {
    stop(process);
  }

  static void stop(Process process) {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
