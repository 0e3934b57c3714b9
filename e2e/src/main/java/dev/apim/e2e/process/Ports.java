package dev.apim.e2e.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Free ports for servers that must keep their port over restarts: taken below the range that the
 * system hands to outgoing connections, which could otherwise occupy one while its server is
 * stopped.
 */
public final class Ports {
  private static final int FIRST = 20_000;
  private static final int COUNT = 10_000;

  private Ports() {}

  /** So many distinct ports that nothing listens on at this moment. */
  public static List<Integer> free(int count) {
    Random random = new Random();
    Set<Integer> ports = new TreeSet<>();
    while (ports.size() < count) {
      int port = FIRST + random.nextInt(COUNT);
      if (isFree(port)) {
        ports.add(port);
      }
    }
    return List.copyOf(ports);
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
