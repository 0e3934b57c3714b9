package dev.apim.gateway.configuration;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers on the own volume which revision is being tried, so that one which ends the process is
 * found out by the next start and left for the one before. A process may also be killed for other
 * reasons: a suspect gets another chance later, and at once where there is nothing else to serve;
 * three ends in a row prove it. A gateway that leaves in order proves nothing.
 */
final class Trial {

  private static final Logger LOG = LoggerFactory.getLogger(Trial.class);
  private static final String NAME = "trial.json";
  private static final int ENDS_THAT_PROVE = 3;
  private static final int KEPT = 10;

  private final JsonMapper json = new JsonMapper();
  private final Path directory;
  private final Set<String> chances = new HashSet<>();
  private Map<String, Integer> ends = new LinkedHashMap<>();
  private String trying;

  /**
   * The file.
   *
   * @param trying the revision on trial; null where none is
   * @param ends how often in a row the process ended while a revision was tried
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record State(String trying, Map<String, Integer> ends) {}

  Trial(Path directory) {
    this.directory = directory;
  }

  /** Reads what the process before this one left. To be called once, before all others. */
  synchronized void load() {
    Path file = directory.resolve(NAME);
    if (!Files.exists(file)) {
      return;
    }
    try {
      State state = json.readValue(file.toFile(), State.class);
      ends = state.ends() == null ? new LinkedHashMap<>() : new LinkedHashMap<>(state.ends());
      if (state.trying() != null) {
        ends.merge(state.trying(), 1, Integer::sum);
      }
    } catch (IOException e) {
      LOG.warn("What was tried before cannot be read: {}", e.toString());
    }
  }

  /** Whether the process has ended while this revision was tried. */
  synchronized boolean isSuspect(String hash) {
    return ends.containsKey(hash) && !chances.contains(hash);
  }

  /** Lets a suspect be tried once more; false where its ends have proved it. */
  synchronized boolean giveChance(String hash) {
    return ends.getOrDefault(hash, 0) < ENDS_THAT_PROVE && chances.add(hash);
  }

  /** The revision is about to be served. */
  synchronized void begin(String hash) {
    trying = hash;
    save();
  }

  /** The revision has served for long enough. */
  synchronized void passed(String hash) {
    if (hash.equals(trying)) {
      trying = null;
      ends.remove(hash);
      save();
    }
  }

  /** The gateway leaves in order. */
  synchronized void leave() {
    if (trying != null) {
      trying = null;
      save();
    }
  }

  private void save() {
    while (ends.size() > KEPT) {
      ends.remove(ends.keySet().iterator().next());
    }
    Path fresh = directory.resolve(NAME + ".new");
    try {
      Files.createDirectories(directory);
      json.writeValue(fresh.toFile(), new State(trying, ends));
      Files.move(
          fresh,
          directory.resolve(NAME),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      LOG.warn("Cannot note which revision is tried: {}", e.toString());
    }
  }
}
