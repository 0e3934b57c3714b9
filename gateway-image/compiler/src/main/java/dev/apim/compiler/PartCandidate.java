package dev.apim.compiler;

/** A part between what its user wants and what it may be: that, its last good one, or nothing. */
final class PartCandidate<E> {

  private final ObjectKey key;
  private final String createdAt;
  private final Part<E> lastGood;
  private Part<E> chosen;
  private Verdict verdict = Verdict.good();

  PartCandidate(ObjectKey key, String createdAt, Part<E> wanted, Part<E> lastGood) {
    this.key = key;
    this.createdAt = createdAt == null ? "" : createdAt;
    this.lastGood = lastGood;
    this.chosen = wanted;
  }

  void fallBack(Verdict why) {
    chosen = lastGood;
    String stays =
        lastGood == null
            ? ""
            : " (until then the last good version of this " + key.kind() + " is used)";
    verdict = Verdict.bad(why.reason(), why.message() + stays);
  }

  /** Neither what is wanted nor what was there may stay. */
  void drop() {
    chosen = null;
  }

  ObjectKey key() {
    return key;
  }

  String createdAt() {
    return createdAt;
  }

  Part<E> chosen() {
    return chosen;
  }

  Part<E> lastGood() {
    return lastGood;
  }

  Verdict verdict() {
    return verdict;
  }

  boolean hasFallenBack() {
    return !verdict.accepted();
  }

  boolean holdsItsId() {
    return lastGood != null && chosen != null && lastGood.id().equals(chosen.id());
  }
}
