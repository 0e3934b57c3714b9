package dev.apim.e2e.bench.proxy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the load generator says of a round. */
final class Wrk {

  private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in");
  private static final Pattern PER_SECOND = Pattern.compile("Requests/sec:\\s+([\\d.]+)");
  private static final Pattern P99 = Pattern.compile("99%\\s+([\\d.]+)(us|ms|s)");
  private static final Pattern STATUS = Pattern.compile("Non-2xx or 3xx responses: (\\d+)");
  private static final Pattern SOCKET =
      Pattern.compile("Socket errors: connect (\\d+), read (\\d+), write (\\d+), timeout (\\d+)");

  private Wrk() {}

  record Result(long requests, double perSecond, double p99Millis, long failed) {}

  static Result run(Load load, int port, int seconds, Path folder)
      throws IOException, InterruptedException {
    Path log = folder.resolve("wrk.log");
    Process process = Contender.start(1, load.command(folder, port, seconds), log);
    process.waitFor();
    return read(log);
  }

  /** What it wrote at its end. */
  static Result read(Path log) throws IOException {
    String text = Files.readString(log);
    double unit = unit(group(P99, text, 2));
    return new Result(
        Long.parseLong(group(REQUESTS, text, 1)),
        Double.parseDouble(group(PER_SECOND, text, 1)),
        Double.parseDouble(group(P99, text, 1)) * unit,
        failed(text));
  }

  private static double unit(String unit) {
    return switch (unit) {
      case "us" -> 0.001;
      case "ms" -> 1;
      default -> 1000;
    };
  }

  private static long failed(String text) {
    Matcher status = STATUS.matcher(text);
    long failed = status.find() ? Long.parseLong(status.group(1)) : 0;
    Matcher socket = SOCKET.matcher(text);
    if (socket.find()) {
      for (int i = 1; i <= 4; i++) {
        failed += Long.parseLong(socket.group(i));
      }
    }
    return failed;
  }

  private static String group(Pattern pattern, String text, int group) throws IOException {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IOException("wrk says: " + text);
    }
    return matcher.group(group);
  }
}
