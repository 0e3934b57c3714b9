package dev.apim.compiler;

import dev.apim.api.v1alpha1.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The parts of one kind. An id belongs to who has it now, else to the older, else by name. */
final class Parts<E> {

  private final Map<String, Part<E>> lastGoodByName = new HashMap<>();
  private final Map<String, Part<E>> lastGoodById = new HashMap<>();
  private final List<PartCandidate<E>> candidates = new ArrayList<>();
  private final Map<String, Part<E>> kept = new TreeMap<>();
  private final Map<String, PartCandidate<E>> owners = new TreeMap<>();

  Parts(List<Part<E>> active) {
    active.forEach(
        part -> {
          lastGoodByName.put(part.name(), part);
          lastGoodById.put(part.id(), part);
        });
  }

  Part<E> lastGood(String name) {
    return lastGoodByName.get(name);
  }

  void add(PartCandidate<E> candidate) {
    candidates.add(candidate);
  }

  List<PartCandidate<E>> candidates() {
    return candidates;
  }

  /** Gives each id to one part. */
  void settleIds() {
    owners.clear();
    candidates.stream()
        .filter(candidate -> candidate.chosen() != null)
        .sorted(
            Comparator.comparing((PartCandidate<E> candidate) -> !candidate.holdsItsId())
                .thenComparing(PartCandidate::createdAt)
                .thenComparing(candidate -> candidate.key().name()))
        .forEach(this::claim);
    kept.keySet().removeAll(owners.keySet());
  }

  private void claim(PartCandidate<E> candidate) {
    PartCandidate<E> owner = owners.putIfAbsent(candidate.chosen().id(), candidate);
    if (owner == null) {
      return;
    }
    if (candidate.hasFallenBack()) {
      candidate.drop();
      return;
    }
    candidate.fallBack(
        Verdict.bad(
            Reason.NameConflict,
            "the "
                + owner.key().kind()
                + " \""
                + owner.key().name()
                + "\" is called \""
                + candidate.chosen().id()
                + "\" in policies already; choose another name"));
    if (candidate.chosen() != null) {
      claim(candidate);
    }
  }

  /** The parts that there are objects for, by id. */
  Map<String, String> offered() {
    Map<String, String> texts = new TreeMap<>();
    owners.forEach((id, candidate) -> texts.put(id, candidate.chosen().text()));
    return texts;
  }

  /** Ids of those, kept ones too, whose texts no message may show. */
  Set<String> secrets() {
    Set<String> ids = new TreeSet<>();
    owners.forEach((id, candidate) -> ids.addAll(secret(candidate.chosen())));
    kept.values().forEach(part -> ids.addAll(secret(part)));
    return ids;
  }

  private static Set<String> secret(Part<?> part) {
    return part.secret() ? Set.of(part.id()) : Set.of();
  }

  /** Those and the ones that last good documents still need. */
  Map<String, String> all() {
    Map<String, String> texts = new TreeMap<>(offered());
    kept.forEach((id, part) -> texts.putIfAbsent(id, part.text()));
    return texts;
  }

  /** Whether all of these are what the active snapshot has. */
  boolean areAsBefore(Set<String> ids) {
    return ids.stream().allMatch(this::isAsBefore);
  }

  private boolean isAsBefore(String id) {
    Part<E> before = lastGoodById.get(id);
    PartCandidate<E> owner = owners.get(id);
    Part<E> now = owner == null ? kept.get(id) : owner.chosen();
    return before != null && now != null && before.text().equals(now.text());
  }

  /**
   * Takes edits back that a document cannot be run with.
   *
   * @param why what is said at the edited objects
   * @param alsoDeleted whether parts whose objects are gone are kept too
   * @return whether there was anything to take back
   */
  boolean restore(Set<String> ids, Verdict why, boolean alsoDeleted) {
    boolean any = false;
    for (String id : ids) {
      Part<E> before = lastGoodById.get(id);
      if (before == null || isAsBefore(id)) {
        continue;
      }
      PartCandidate<E> object = find(before.name());
      if (object != null && !object.hasFallenBack()) {
        object.fallBack(why);
        any = true;
      } else if (object == null && alsoDeleted) {
        kept.put(id, before);
        any = true;
      }
    }
    if (any) {
      settleIds();
    }
    return any;
  }

  /** Keeps the last good ones of those that nobody has now. */
  void keep(Set<String> ids) {
    for (String id : ids) {
      if (!owners.containsKey(id) && lastGoodById.containsKey(id)) {
        kept.putIfAbsent(id, lastGoodById.get(id));
      }
    }
  }

  private PartCandidate<E> find(String name) {
    return candidates.stream()
        .filter(candidate -> candidate.key().name().equals(name))
        .findFirst()
        .orElse(null);
  }

  /** What the document is to hold. */
  List<E> entries() {
    List<E> entries = new ArrayList<>();
    owners.values().forEach(owner -> entries.add(owner.chosen().entry()));
    kept.values().forEach(part -> entries.add(part.entry()));
    return entries.stream().filter(Objects::nonNull).toList();
  }
}
