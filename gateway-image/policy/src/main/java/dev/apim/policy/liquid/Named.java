package dev.apim.policy.liquid;

/** Something with members that are looked up when a template names them. */
public interface Named {

  /** The member; null where there is none of that name. */
  Object get(String name);

  /** As it is written out by itself. */
  default String text() {
    return "";
  }
}
