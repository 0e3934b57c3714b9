package dev.apim.e2e.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Free ports for servers that must keep their port over restarts: taken below the range that the
 * system hands to outgoing connections, which could otherwise occupy one while its server is
 * stopped. A file marks each for a while, so that two who ask at the same time get different ones.
 */
public final class Ports {
  private static final int FIRST = 20_000;
  private static final int COUNT = 10_000;
  private static final Duration MARKED = Duration.ofMinutes(2);
  private static final Path MARKS =
      Path.of(
          System.getProperty("java.io.tmpdir"), "apim-ports-" + System.getProperty("user.name"));

  private Ports() {}

  /** So many distinct ports that nothing listens on at this moment. */
  public static List<Integer> free(int count) {
    Random random = new Random();
    Set<Integer> ports = new TreeSet<>();
    while (ports.size() < count) {
      int port = FIRST + random.nextInt(COUNT);
      if (isFree(port) && mark(port)) {
        ports.add(port);
      }
    }
    return List.copyOf(ports);
  }

  private static boolean mark(int port) {
    try {
      Path mark = Files.createDirectories(MARKS).resolve(Integer.toString(port));
      if (Files.exists(mark)
          && Files.getLastModifiedTime(mark).toInstant().isBefore(Instant.now().minus(MARKED))) {
        Files.delete(mark);
      }
      Files.createFile(mark);
      return true;
    } catch (FileAlreadyExistsException | NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress((InetAddress) null, port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
