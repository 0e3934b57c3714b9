package dev.apim.e2e.proxy;

import dev.apim.e2e.cluster.Cluster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A proxy in front of a cluster's API server. Writes go through it one after the other. */
public final class ApiProxy implements AutoCloseable {
  private final ServerSocket listener;
  private final SocketFactory sockets;
  private final URI server;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "api-proxy");
            thread.setDaemon(true);
            return thread;
          });
  private final ReentrantLock writes = new ReentrantLock();
  private final Queue<ApiRequest> requests = new ConcurrentLinkedQueue<>();
  private final Set<ProxyConnection> connections = ConcurrentHashMap.newKeySet();
  private final Map<String, byte[]> firstLists = new ConcurrentHashMap<>();
  private final AtomicInteger disturbed = new AtomicInteger();
  private volatile Interference interference = Interference.NONE;
  private volatile boolean dead;

  private ApiProxy(ServerSocket listener, SocketFactory sockets, URI server) {
    this.listener = listener;
    this.sockets = sockets;
    this.server = server;
  }

  /** A proxy that lets everything pass. */
  public static ApiProxy of(Cluster cluster) {
    try {
      ApiProxy proxy =
          new ApiProxy(
              new ServerSocket(0, 50, InetAddress.getLoopbackAddress()),
              trusting(cluster.client().getConfiguration().getCaCertData()).getSocketFactory(),
              URI.create(cluster.serverUrl()));
      proxy.threads.execute(proxy::listen);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes a kubeconfig that leads through the proxy. */
  public Path kubeconfig(Path file, String token) {
    String text =
        """
        apiVersion: v1
        kind: Config
        current-context: proxy
        contexts: [{name: proxy, context: {cluster: proxy, user: proxy}}]
        clusters: [{name: proxy, cluster: {server: "http://127.0.0.1:%d"}}]
        users: [{name: proxy, user: {token: "%s"}}]
        """
            .formatted(listener.getLocalPort(), token);
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** From now on this goes wrong. */
  public void interfere(Interference what) {
    interference = what;
  }

  /** Cuts all connections, watches too. */
  public void cutAll() {
    connections.forEach(ProxyConnection::cut);
  }

  /** Nothing passes any more, until {@link #revive}. */
  public void die() {
    dead = true;
    cutAll();
  }

  /** Everything passes again. */
  public void revive() {
    dead = false;
    interference = Interference.NONE;
  }

  /** What was asked so far, oldest first. */
  public List<ApiRequest> requests() {
    return List.copyOf(requests);
  }

  /** How many requests and events have not passed just as they were. */
  public int disturbed() {
    return disturbed.get();
  }

  Interference.EventVerdict judgeEvent(ApiRequest watch) {
    Interference.EventVerdict verdict = interference.ofEvent(watch);
    if (!verdict.equals(Interference.EventVerdict.PASS)) {
      disturbed.incrementAndGet();
    }
    return verdict;
  }

  Verdict judge(ApiRequest request) {
    requests.add(request);
    Verdict verdict = dead ? Verdict.of(Verdict.Kind.CUT) : interference.of(request);
    if (!verdict.equals(Verdict.PASS)) {
      disturbed.incrementAndGet();
    }
    return verdict;
  }

  void answered(ApiRequest request, int status) {
    interference.answered(request, status);
  }

  byte[] first(ApiRequest list, byte[] now) {
    byte[] known = firstLists.putIfAbsent(list.path(), now);
    return known == null ? now : known;
  }

  ReentrantLock writes() {
    return writes;
  }

  boolean isDead() {
    return dead;
  }

  void execute(Runnable task) {
    threads.execute(task);
  }

  private void listen() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        threads.execute(() -> serve(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try {
      ProxyConnection connection =
          new ProxyConnection(
              this, client, sockets.createSocket(server.getHost(), server.getPort()));
      connections.add(connection);
      connection.run();
      connections.remove(connection);
    } catch (IOException e) {
      // the API server is away; so is the proxy for this client
      ProxyConnection.close(client);
    }
  }

  private static SSLContext trusting(String base64Pem)
      throws GeneralSecurityException, IOException {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    byte[] pem = Base64.getDecoder().decode(base64Pem);
    for (Certificate one :
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(pem))) {
      trusted.setCertificateEntry("ca-" + trusted.size(), one);
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cutAll();
    threads.shutdownNow();
  }
}
