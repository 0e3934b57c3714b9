package dev.apim.compiler;

/**
 * A named value or a fragment, which documents are put together from.
 *
 * @param name name of the object
 * @param id what documents call it
 * @param text what is put in there
 * @param secret whether no message may show the text
 * @param entry what the configuration document says of it
 */
record Part<E>(String name, String id, String text, boolean secret, E entry) {

  @Override
  public String toString() {
    return "Part[" + name + "]";
  }
}
