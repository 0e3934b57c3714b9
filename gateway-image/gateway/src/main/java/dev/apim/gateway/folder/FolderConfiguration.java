package dev.apim.gateway.folder;

import dev.apim.api.config.ConfigurationDocument;
import dev.apim.compiler.CompileRequest;
import dev.apim.compiler.CompileResult;
import dev.apim.compiler.ConfigurationCompiler;
import dev.apim.compiler.ConfigurationObjects;
import dev.apim.gateway.configuration.ConfigurationSource;
import dev.apim.gateway.router.RevisionBuilder;
import dev.apim.gateway.router.RevisionRefusedException;
import dev.apim.gateway.router.RoutingTable;
import dev.apim.gateway.runtime.ActiveRevision;
import dev.apim.gateway.runtime.ServedRevision;
import dev.apim.gateway.tls.ServerTls;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves what a folder says, and what it says after a change. As in a cluster, an object with an
 * error keeps its last good version and is told, and a file that is no YAML changes nothing.
 */
public final class FolderConfiguration implements ConfigurationSource {

  private static final Logger LOG = LoggerFactory.getLogger(FolderConfiguration.class);
  private static final long LOOK_MILLIS = 300;

  private final Vertx vertx;
  private final FolderReader reader;
  private final FolderOutside outside = new FolderOutside();
  private final ConfigurationCompiler compiler = new ConfigurationCompiler();
  private final Optional<String> chosenInstance;
  private final ServedRevision served;
  private final RevisionBuilder builder;
  private final Consumer<ActiveRevision> listener;
  private final Optional<FolderTls> tls;
  private Optional<ConfigurationDocument> active = Optional.empty();
  private Map<Path, String> seen;
  private FolderSecrets seenSecrets;
  private String told = "";
  private long sequence;
  private boolean stopped;

  /**
   * Wires the parts.
   *
   * @param listener told of every revision
   * @param secure told of what the listener is to speak TLS with
   */
  public FolderConfiguration(
      Vertx vertx,
      FolderOptions options,
      ServedRevision served,
      RevisionBuilder builder,
      Consumer<ActiveRevision> listener,
      Consumer<ServerTls> secure) {
    this.vertx = vertx;
    this.reader = new FolderReader(options.folder());
    this.chosenInstance = Optional.ofNullable(options.values().get("instance"));
    this.served = served;
    this.builder = builder;
    this.listener = listener;
    this.tls = options.tls().map(files -> new FolderTls(files, secure));
  }

  @Override
  public void start() {
    look();
  }

  @Override
  public Future<Void> stop() {
    stopped = true;
    return Future.succeededFuture();
  }

  private record Loaded(ConfigurationDocument document, ActiveRevision revision) {}

  private void look() {
    vertx
        .executeBlocking(
            () -> {
              tls.ifPresent(FolderTls::look);
              return load();
            })
        .onSuccess(loaded -> loaded.ifPresent(this::activate))
        .onFailure(failure -> tell(failure.getMessage()))
        .onComplete(
            done -> {
              if (!stopped) {
                vertx.setTimer(LOOK_MILLIS, again -> lookAgain());
              }
            });
  }

  private void lookAgain() {
    if (!stopped) {
      look();
    }
  }

  private void activate(Loaded loaded) {
    active = Optional.of(loaded.document());
    served.activate(loaded.revision());
    listener.accept(loaded.revision());
    LOG.info(
        "Serving {} Apis with {} policies, revision {}",
        loaded.document().apis().size(),
        loaded.document().policies().size(),
        loaded.revision().hash().substring(0, 12));
  }

  /** Once for each state of the files. */
  private Optional<Loaded> load() throws IOException {
    Map<Path, String> now = marks();
    if (now.equals(seen)) {
      return Optional.empty();
    }
    seen = now;
    FolderReader.Objects objects = reader.read();
    FolderSecrets secrets = new FolderSecrets(objects.secrets());
    CompileResult result =
        compiler.compile(
            new CompileRequest(
                instance(objects),
                ConfigurationObjects.of(objects.all()),
                outside.of(objects).with(secrets),
                active,
                1));
    tellProblems(objects, result);
    String hash = result.snapshot().hash();
    if (secrets.equals(seenSecrets)
        && served.active().filter(revision -> revision.hash().equals(hash)).isPresent()) {
      return Optional.empty();
    }
    try {
      RoutingTable routes = builder.build(result.document(), secrets.data());
      seenSecrets = secrets;
      sequence++;
      return Optional.of(
          new Loaded(
              result.document(),
              new ActiveRevision(hash, sequence, Instant.now().toString(), Instant.now(), routes)));
    } catch (RevisionRefusedException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private Map<Path, String> marks() throws IOException {
    Map<Path, String> marks = new TreeMap<>();
    for (Path file : reader.files()) {
      marks.put(file, FolderReader.mark(file));
    }
    return marks;
  }

  private String instance(FolderReader.Objects objects) throws IOException {
    if (chosenInstance.isPresent()) {
      return chosenInstance.get();
    }
    if (objects.instances().size() > 1) {
      throw new IOException(
          "the files are of several instances, choose one by --instance: "
              + String.join(", ", objects.instances()));
    }
    return objects.instances().stream().findFirst().orElse("local");
  }

  private void tellProblems(FolderReader.Objects objects, CompileResult result) {
    objects.problems().forEach(problem -> LOG.warn("{}", problem));
    new TreeMap<>(result.verdicts())
        .forEach(
            (key, verdict) -> {
              if (!verdict.accepted()) {
                LOG.warn(
                    "{} \"{}\": {}: {}",
                    key.kind(),
                    key.name(),
                    verdict.reason(),
                    verdict.message());
              }
            });
    told = "";
  }

  private void tell(String problem) {
    if (!told.equals(problem)) {
      told = problem;
      LOG.warn("{}", problem);
    }
  }
}
