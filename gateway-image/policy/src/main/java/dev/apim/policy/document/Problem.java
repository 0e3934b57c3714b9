package dev.apim.policy.document;

/**
 * What is wrong with a document and where, in words for its author.
 *
 * @param document name of the file or object that holds the document
 * @param path policy path, for example {@code policies/inbound/choose[1]/when[2]/@condition}
 */
public record Problem(String document, Position position, String path, String message) {

  /** The form that editors and CI logs link: {@code file:line:column: message}. */
  @Override
  public String toString() {
    String place = path.isEmpty() ? "" : " (at " + path + ")";
    return document + ":" + position.line() + ":" + position.column() + ": " + message + place;
  }

  /** The same place with other words. */
  public Problem withMessage(String other) {
    return new Problem(document, position, path, other);
  }

  /** The same under another name of the document. */
  public Problem in(String other) {
    return new Problem(other, position, path, message);
  }
}
