package dev.apim.e2e.proxy;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** One connection of the operator and the one to the API server that belongs to it. */
final class ProxyConnection implements Runnable {
  private static final long LONGEST_HANG_SECONDS = 120;

  private final ApiProxy proxy;
  private final Socket client;
  private final Socket server;

  ProxyConnection(ApiProxy proxy, Socket client, Socket server) {
    this.proxy = proxy;
    this.client = client;
    this.server = server;
  }

  @Override
  public void run() {
    try (client;
        server) {
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      InputStream fromClient = new BufferedInputStream(client.getInputStream());
      InputStream fromServer = new BufferedInputStream(server.getInputStream());
      while (exchange(fromClient, fromServer)) {
        client.getOutputStream().flush();
      }
    } catch (IOException e) {
      // either side ended the connection, which is theirs to do
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the connection for both sides. */
  void cut() {
    close(client);
    close(server);
  }

  static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean exchange(InputStream fromClient, InputStream fromServer)
      throws IOException, InterruptedException {
    HttpMessage head = HttpMessage.read(fromClient);
    if (head == null) {
      return false;
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    head.copyBody(fromClient, body::writeBytes, false);
    String[] line = head.firstLine().split(" ");
    ApiRequest request = new ApiRequest(Instant.now(), line[0], line[1]);
    Verdict verdict = proxy.judge(request);
    TimeUnit.MILLISECONDS.sleep(verdict.delayMillis());
    switch (verdict.kind()) {
      case ANSWER -> {
        client.getOutputStream().write(refusal(verdict.status()));
        return true;
      }
      case HANG -> TimeUnit.SECONDS.sleep(LONGEST_HANG_SECONDS);
      case CUT -> cut();
      default -> {
        return forward(request, verdict.kind(), head, body.toByteArray(), fromClient, fromServer);
      }
    }
    return false;
  }

  private boolean forward(
      ApiRequest request,
      Verdict.Kind kind,
      HttpMessage head,
      byte[] body,
      InputStream fromClient,
      InputStream fromServer)
      throws IOException, InterruptedException {
    boolean alone = request.isWrite();
    if (alone) {
      proxy.writes().lockInterruptibly();
    }
    try {
      if (proxy.isDead()) {
        return false;
      }
      server.getOutputStream().write(head.bytes());
      server.getOutputStream().write(body);
      server.getOutputStream().flush();
      HttpMessage answer = HttpMessage.read(fromServer);
      if (answer == null) {
        return false;
      }
      proxy.answered(request, answer.status());
      if (kind == Verdict.Kind.CUT_ANSWER || proxy.isDead()) {
        return false;
      }
      if (head.asksForWebSocket() && answer.status() == 101) {
        client.getOutputStream().write(answer.bytes());
        watch(request, fromClient, fromServer);
        return false;
      }
      return passOn(request, kind, answer, fromServer);
    } finally {
      if (alone) {
        proxy.writes().unlock();
      }
    }
  }

  private boolean passOn(
      ApiRequest request, Verdict.Kind kind, HttpMessage answer, InputStream fromServer)
      throws IOException {
    OutputStream out = client.getOutputStream();
    if (!request.isList()) {
      out.write(answer.bytes());
      answer.copyBody(
          fromServer,
          bytes -> {
            out.write(bytes);
            out.flush();
          },
          true);
      return true;
    }
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(answer.bytes());
    answer.copyBody(fromServer, whole::writeBytes, true);
    byte[] first = proxy.first(request, whole.toByteArray());
    out.write(kind == Verdict.Kind.STALE ? first : whole.toByteArray());
    return true;
  }

  private void watch(ApiRequest request, InputStream fromClient, InputStream fromServer)
      throws IOException, InterruptedException {
    proxy.execute(
        () -> {
          try (server) {
            fromClient.transferTo(server.getOutputStream());
          } catch (IOException e) {
            // the watch has ended
          }
        });
    new WebSocketEvents(fromServer, client.getOutputStream()).run(() -> proxy.judgeEvent(request));
  }

  private static byte[] refusal(int status) {
    String json =
        """
        {"kind":"Status","apiVersion":"v1","status":"Failure","code":%d,\
        "reason":"%s","message":"the proxy refuses"}"""
            .formatted(status, status == 409 ? "Conflict" : status == 410 ? "Expired" : "");
    String head =
        "HTTP/1.1 %d Refused\r\nContent-Type: application/json\r\nContent-Length: %d\r\n%s\r\n"
            .formatted(status, json.length(), status == 429 ? "Retry-After: 1\r\n" : "");
    return (head + json).getBytes(StandardCharsets.ISO_8859_1);
  }
}
