package dev.apim.operator.remote;

import dev.apim.operator.domain.sync.InstanceKey;
import dev.apim.operator.domain.sync.PushFinding;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** What the last push of each instance to one target found. */
final class PushReports {

  private final Map<InstanceKey, List<PushFinding>> findings = new ConcurrentHashMap<>();
  private final Consumer<InstanceKey> onChange;

  PushReports(Consumer<InstanceKey> onChange) {
    this.onChange = onChange;
  }

  void put(InstanceKey key, List<PushFinding> found) {
    List<PushFinding> before = findings.put(key, List.copyOf(found));
    if (!found.equals(before)) {
      onChange.accept(key);
    }
  }

  void remove(InstanceKey key) {
    if (findings.remove(key) != null) {
      onChange.accept(key);
    }
  }

  /** Empty before the first push. */
  Optional<List<PushFinding>> find(InstanceKey key) {
    return Optional.ofNullable(findings.get(key));
  }
}
