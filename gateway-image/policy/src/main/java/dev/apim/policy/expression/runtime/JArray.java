package dev.apim.policy.expression.runtime;

import dev.apim.policy.expression.type.Fault;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** A JSON array. */
public final class JArray extends JToken implements Iterable<Object> {

  private final List<JToken> items = new ArrayList<>();

  public List<JToken> items() {
    return items;
  }

  /** Appends; null becomes JSON's null. */
  public void add(JToken value) {
    items.add((value == null ? new JValue(null) : value).into(this));
  }

  void insert(int index, JToken value) {
    items.add(index, value.into(this));
  }

  int indexOf(JToken sought) {
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) == sought) {
        return i;
      }
    }
    return -1;
  }

  private int index(Object key) {
    if (!(key instanceof Integer number)) {
      throw new Fault(
          "ArgumentException",
          "Accessed JArray values with invalid key value: \""
              + key
              + "\". Int32 array index expected.");
    }
    if (number < 0 || number >= items.size()) {
      throw new Fault(
          "ArgumentOutOfRangeException",
          "Index was out of range. Must be non-negative and less than the size of the collection.");
    }
    return number;
  }

  @Override
  Object get(Object key) {
    return items.get(index(key));
  }

  @Override
  void set(Object key, JToken value) {
    items.set(index(key), (value == null ? new JValue(null) : value).into(this));
  }

  @Override
  void removeChild(JToken child) {
    items.remove(indexOf(child));
  }

  @Override
  void replaceChild(JToken child, JToken replacement) {
    set(indexOf(child), replacement);
  }

  @Override
  public Iterator<Object> iterator() {
    return new ArrayList<Object>(items).iterator();
  }

  @Override
  JToken copy() {
    JArray copy = new JArray();
    items.forEach(i -> copy.add(i.copy()));
    return copy;
  }

  @Override
  String kind() {
    return "Array";
  }

  @Override
  boolean sameAs(JToken other) {
    if (!(other instanceof JArray array) || array.items.size() != items.size()) {
      return false;
    }
    for (int i = 0; i < items.size(); i++) {
      if (!items.get(i).sameAs(array.items.get(i))) {
        return false;
      }
    }
    return true;
  }
}
