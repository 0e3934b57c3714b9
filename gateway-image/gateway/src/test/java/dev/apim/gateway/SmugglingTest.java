package dev.apim.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.gateway.fixture.RawClient;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests that a gateway and a backend could read in two ways, byte by byte. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SmugglingTest {

  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final String HIDDEN = "GET /orders/smuggled HTTP/1.1\r\nHost: x\r\n\r\n";

  /** What it is, then the request, its lines ended by bars. */
  private static final List<String> AMBIGUOUS =
      List.of(
          "length and chunks => POST /orders HTTP/1.1|Host: x|Content-Length: 6|Transfer-Encoding: chunked||0||G",
          "chunks and length => POST /orders HTTP/1.1|Host: x|Transfer-Encoding: chunked|Content-Length: 4||5c|",
          "two lengths => POST /orders HTTP/1.1|Host: x|Content-Length: 0|Content-Length: 44||",
          "two lengths in one => POST /orders HTTP/1.1|Host: x|Content-Length: 0, 44||",
          "a length with a sign => POST /orders HTTP/1.1|Host: x|Content-Length: +0||",
          "a negative length => POST /orders HTTP/1.1|Host: x|Content-Length: -1||",
          "a length in hex => POST /orders HTTP/1.1|Host: x|Content-Length: 0x0||",
          "a length that is no number => POST /orders HTTP/1.1|Host: x|Content-Length: 0 0||",
          "a length too large => POST /orders HTTP/1.1|Host: x|Content-Length: 99999999999999999999||",
          "blank before the colon => POST /orders HTTP/1.1|Host: x|Content-Length : 0||",
          "tab before the colon => POST /orders HTTP/1.1|Host: x|Transfer-Encoding\t: chunked||0||",
          "a folded length => POST /orders HTTP/1.1|Host: x|Content-Length: 0| 44||",
          "another coding => POST /orders HTTP/1.1|Host: x|Transfer-Encoding: xchunked||0||",
          "chunked twice => POST /orders HTTP/1.1|Host: x|Transfer-Encoding: chunked|Transfer-Encoding: chunked||0||",
          "a coding after chunked => POST /orders HTTP/1.1|Host: x|Transfer-Encoding: chunked, identity||0||",
          "vertical tab in the coding => POST /orders HTTP/1.1|Host: x|Transfer-Encoding: \u000bchunked||0||",
          "chunks in HTTP/1.0 => POST /orders HTTP/1.0|Host: x|Transfer-Encoding: chunked||0||",
          "a bare line feed => POST /orders HTTP/1.1|Host: x\nContent-Length: 0||",
          "a bare line feed at the end => POST /orders HTTP/1.1|Host: x|Content-Length: 0\n|",
          "a bare carriage return => POST /orders HTTP/1.1|Host: x|X-A: b\rContent-Length: 0||",
          "a null in a value => POST /orders HTTP/1.1|Host: x|X-A: b\u0000c|Content-Length: 0||",
          "a name with a blank => POST /orders HTTP/1.1|Host: x|X A: b|Content-Length: 0||",
          "a line without colon => POST /orders HTTP/1.1|Host: x|X-A|Content-Length: 0||",
          "an empty name => POST /orders HTTP/1.1|Host: x|: b|Content-Length: 0||",
          "no host => POST /orders HTTP/1.1|Content-Length: 0||",
          "two hosts => POST /orders HTTP/1.1|Host: x|Host: y|Content-Length: 0||",
          "a host with a path => POST /orders HTTP/1.1|Host: x/y|Content-Length: 0||",
          "a host with a user => POST /orders HTTP/1.1|Host: a@b|Content-Length: 0||",
          "absolute form of another host => POST http://y/orders HTTP/1.1|Host: x|Content-Length: 0||",
          "a version with a tail => POST /orders HTTP/1.1x|Host: x|Content-Length: 0||",
          "no version => POST /orders|Host: x|Content-Length: 0||",
          "a blank in the path => POST /or ders HTTP/1.1|Host: x|Content-Length: 0||",
          "a method with brackets => PO(ST) /orders HTTP/1.1|Host: x|Content-Length: 0||",
          "a path without slash => POST orders HTTP/1.1|Host: x|Content-Length: 0||",
          "an escaped null => POST /orders/%00 HTTP/1.1|Host: x|Content-Length: 0||",
          "half an escape => POST /orders/%4 HTTP/1.1|Host: x|Content-Length: 0||");

  private final Vertx vertx = Vertx.vertx();
  private final TestBackend backend = new TestBackend(vertx, "b");
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private FolderGateway gateway;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    backend.notesIn(seen);
    gateway =
        new FolderGateway(folder)
            .write("backend.yaml", backend.yaml("http"))
            .write("api.yaml", TestBackend.api("orders", "b"))
            .serve();
  }

  @AfterAll
  void stop() {
    gateway.close();
    vertx.close().await();
  }

  @BeforeEach
  void forget() {
    seen.clear();
  }

  static Stream<Arguments> ambiguousRequests() {
    return AMBIGUOUS.stream()
        .map(row -> row.split(" => "))
        .map(row -> Arguments.of(row[0], row[1].replace("|", "\r\n")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ambiguousRequests")
  @DisplayName("B123 what can be read in two ways is refused, and nothing after it is read")
  void whatCanBeReadInTwoWaysIsRefused(String what, String request) {
    try (RawClient client = new RawClient(gateway.port())) {
      String answer = client.write(request).write(HIDDEN).readAll(PATIENCE);
      assertThat(answer).as(what).matches("(?s)HTTP/\\d\\.\\d 400 .*").doesNotEndWith("[open]");
      assertThat(answer.split("HTTP/\\d\\.\\d ")).as(answer).hasSize(2);
      assertThat(seen).isEmpty();
    }
  }

  static Stream<Arguments> brokenChunks() {
    return Stream.of(
        Arguments.of("no number", "x\r\n"),
        Arguments.of("a sign", "-1\r\n"),
        Arguments.of("a plus", "+1\r\na\r\n"),
        Arguments.of("hex with prefix", "0x1\r\na\r\n"),
        Arguments.of("too large", "fffffffffffffffff\r\n"),
        Arguments.of("larger than an int", "80000000\r\n"),
        Arguments.of("no line end after a chunk", "1\r\nab\r\n0\r\n\r\n"),
        Arguments.of("a bare line feed after the size", "1\na\r\n0\r\n\r\n"),
        Arguments.of("a bare line feed after a chunk", "1\r\na\n0\r\n\r\n"),
        Arguments.of("a bare line feed in an extension", "1;x\ny\r\na\r\n0\r\n\r\n"),
        Arguments.of("an endless extension", "1;" + "x".repeat(100_000) + "\r\na\r\n0\r\n\r\n"),
        Arguments.of("an endless trailer", "0\r\nx: " + "x".repeat(100_000) + "\r\n\r\n"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("brokenChunks")
  @DisplayName("B123 a body in broken chunks ends its connection, and the backend gets no more")
  void aBodyInBrokenChunksEndsItsConnection(String what, String body) {
    try (RawClient client = new RawClient(gateway.port())) {
      String head = "POST /orders HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
      String answer = client.write(head).write(body).write(HIDDEN).readAll(PATIENCE);
      assertThat(answer).as(what).doesNotEndWith("[open]").doesNotContain("200 OK");
      assertThat(seen).noneMatch(one -> one.contains("smuggled"));
    }
  }

  private String answer(String request) {
    try (RawClient client = new RawClient(gateway.port())) {
      return client.write(request).readAll(PATIENCE);
    }
  }

  @Test
  @DisplayName("B123 absolute form of the same host is the same request")
  void absoluteFormOfTheSameHost() {
    assertThat(answer("GET http://x/orders/1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
        .contains("took 0");
    assertThat(seen).singleElement().asString().startsWith("GET /b/1");
  }

  @Test
  @DisplayName("B123 a folded header reaches the backend as one line")
  void aFoldedHeaderReachesTheBackendAsOneLine() {
    backend.does(
        request -> {
          seen.add(request.getHeader("X-A"));
          request.response().end();
        });
    try {
      answer("GET /orders HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-A: b\r\n  c\r\n\r\n");
      assertThat(seen).containsExactly("b c");
    } finally {
      backend.notesIn(seen);
    }
  }

  @Test
  @DisplayName("B123 what comes in one piece with a refused request is not read either")
  void whatComesInOnePieceWithARefusedRequestIsNotRead() {
    String refused = "POST /orders HTTP/1.1\r\nHost: x\r\nHost: y\r\nContent-Length: 0\r\n\r\n";
    for (int i = 0; i < 20; i++) {
      assertThat(answer(refused + HIDDEN + HIDDEN))
          .doesNotEndWith("[open]")
          .doesNotContain("200 OK");
    }
    assertThat(answer("GET /orders/last HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
        .contains("took 0");
    assertThat(seen).containsExactly("GET /b/last");
  }
}
