package dev.apim.policy.expression.runtime;

import dev.apim.policy.expression.type.Fault;

/** A piece of JSON that knows what it is part of, as Json.NET's does. */
public abstract class JToken {

  private JToken parent;

  /** The container, a property for a member's value; null at the root. */
  public JToken parent() {
    return parent;
  }

  void parent(JToken container) {
    parent = container;
  }

  /** Makes this part of a container; what is part of another already is copied. */
  JToken into(JToken container) {
    JToken mine = parent == null ? this : copy();
    mine.parent = container;
    return mine;
  }

  abstract JToken copy();

  abstract String kind();

  abstract boolean sameAs(JToken other);

  /** The child under a name or number; null where there is none. */
  Object get(Object key) {
    throw new Fault(
        "InvalidOperationException",
        "Cannot access child value on Newtonsoft.Json.Linq." + getClass().getSimpleName() + ".");
  }

  void set(Object key, JToken value) {
    get(key);
  }

  /** Takes this out of its container. */
  void remove() {
    JToken holder = holder();
    if (holder == null) {
      throw new Fault("InvalidOperationException", "The parent is missing.");
    }
    holder.removeChild(this);
    parent = null;
  }

  void removeChild(JToken child) {
    remove();
  }

  void replaceChild(JToken child, JToken replacement) {
    throw new Fault("InvalidOperationException", "Nothing to replace.");
  }

  void replace(JToken replacement) {
    if (parent == null) {
      throw new Fault("InvalidOperationException", "The parent is missing.");
    }
    parent.replaceChild(this, replacement);
  }

  private JToken holder() {
    return parent;
  }

  JToken root() {
    JToken root = this;
    while (root.parent != null) {
      root = root.parent;
    }
    return root;
  }

  String path() {
    if (parent == null) {
      return "";
    }
    String above = parent.path();
    if (parent instanceof JArray array) {
      return above + "[" + array.indexOf(this) + "]";
    }
    if (this instanceof JProperty property) {
      return above.isEmpty() ? property.name() : above + "." + property.name();
    }
    return above;
  }

  /** Indented JSON, or the bare text of a value. */
  @Override
  public String toString() {
    return Json.write(this, true);
  }
}
