package dev.apim.operator.domain.scope;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The namespaces in which one operator is set to work, and since when.
 *
 * @param owner the operator's own namespace, which tells the operators of a cluster apart
 * @param since start of the claim by namespace; {@link #ALL} stands for all
 * @param renewed when it was said last that the claim holds
 * @param valid how long it holds without being renewed
 */
public record Claim(String owner, Map<String, Instant> since, Instant renewed, Duration valid) {

  /** Stands for all namespaces. */
  public static final String ALL = "*";

  /** Copies the map. */
  public Claim {
    since = Map.copyOf(since);
  }

  /**
   * The claim of an operator that starts, or is set anew. What it has claimed already it keeps; in
   * what is new to it, it comes after whoever is there, whatever the clocks say.
   *
   * @param before its own claim as it was written last
   * @param namespaces what it is set to; {@link #ALL} for all
   * @param others the claims of others
   */
  public static Claim of(
      String owner,
      Collection<String> namespaces,
      Optional<Claim> before,
      Collection<Claim> others,
      Duration valid,
      Instant now) {
    Optional<Claim> held = before.filter(claim -> claim.holds(now));
    Map<String, Instant> since = new TreeMap<>();
    for (String namespace : namespaces) {
      since.put(
          namespace,
          held.flatMap(claim -> claim.since(namespace))
              .orElseGet(() -> after(others, namespace, now)));
    }
    return new Claim(owner, since, now, valid);
  }

  /** The same claim, said again. */
  public Claim renewed(Instant now) {
    return new Claim(owner, since, now, valid);
  }

  /** Whether it has been renewed in time. */
  public boolean holds(Instant now) {
    return renewed.plus(valid).isAfter(now);
  }

  /** Since when the owner works in a namespace; empty where it does not. */
  Optional<Instant> since(String namespace) {
    return Stream.of(namespace, ALL)
        .filter(since::containsKey)
        .map(since::get)
        .min(Instant::compareTo);
  }

  /** Whether this claim of a namespace counts more than another: the older one does. */
  boolean precedes(Claim other, String namespace) {
    Optional<Instant> own = since(namespace);
    Optional<Instant> others = other.since(namespace);
    if (own.isEmpty() || others.isEmpty()) {
      return own.isPresent();
    }
    int order = own.get().compareTo(others.get());
    return order == 0 ? owner.compareTo(other.owner()) < 0 : order < 0;
  }

  /** The namespaces of both; {@link #ALL} where both work in all. */
  Set<String> shared(Claim other) {
    Map<String, Instant> shared = new TreeMap<>(since);
    shared.putAll(other.since());
    shared.keySet().removeIf(name -> since(name).isEmpty() || other.since(name).isEmpty());
    return shared.containsKey(ALL) ? Set.of(ALL) : shared.keySet();
  }

  private static Instant after(Collection<Claim> others, String namespace, Instant now) {
    return others.stream()
        .filter(claim -> claim.holds(now))
        .flatMap(claim -> claim.latest(namespace).stream())
        .map(there -> there.plusMillis(1))
        .filter(now::isBefore)
        .max(Instant::compareTo)
        .orElse(now);
  }

  /** The newest claim that a claim of a namespace would overlap with. */
  private Optional<Instant> latest(String namespace) {
    return namespace.equals(ALL)
        ? since.values().stream().max(Instant::compareTo)
        : since(namespace);
  }
}
