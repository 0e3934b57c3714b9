package dev.apim.policy.expression.runtime;

import dev.apim.policy.expression.type.DynamicMembers;
import dev.apim.policy.expression.type.Fault;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON object; members keep their order. */
public final class JObject extends JToken implements Iterable<Object>, DynamicMembers {

  private final Map<String, JProperty> members = new LinkedHashMap<>();

  List<JProperty> properties() {
    return new ArrayList<>(members.values());
  }

  JProperty property(String name) {
    return members.get(name);
  }

  JProperty property(String name, boolean ignoreCase) {
    JProperty exact = members.get(name);
    if (exact != null || !ignoreCase) {
      return exact;
    }
    return members.values().stream()
        .filter(p -> p.name().equalsIgnoreCase(name))
        .findFirst()
        .orElse(null);
  }

  /** Adds a member; the name must be new. */
  public void add(JProperty property) {
    if (members.containsKey(property.name())) {
      throw new Fault(
          "ArgumentException",
          "Can not add property "
              + property.name()
              + " to Newtonsoft.Json.Linq.JObject. Property with the same name already exists on object.");
    }
    members.put(property.name(), (JProperty) property.into(this));
  }

  /** Sets a member, new or not. */
  public void put(String name, JToken value) {
    JProperty present = members.get(name);
    if (present == null) {
      add(new JProperty(name, value));
    } else {
      present.value(value);
    }
  }

  /** The value of a member, null where there is none. */
  public JToken value(String name) {
    JProperty property = members.get(name);
    return property == null ? null : property.value();
  }

  boolean removeMember(String name) {
    return members.remove(name) != null;
  }

  @Override
  Object get(Object key) {
    if (!(key instanceof String name)) {
      throw new Fault(
          "ArgumentException",
          "Accessed JObject values with invalid key value: "
              + key
              + ". Object property name expected.");
    }
    return value(name);
  }

  @Override
  void set(Object key, JToken value) {
    get(key);
    put((String) key, value);
  }

  @Override
  public Object getMember(String name) {
    return value(name);
  }

  @Override
  public void setMember(String name, Object value) {
    put(name, Json.token(value));
  }

  @Override
  void removeChild(JToken child) {
    members.values().remove(child);
  }

  @Override
  void replaceChild(JToken child, JToken replacement) {
    removeChild(child);
    add((JProperty) replacement);
  }

  @Override
  public Iterator<Object> iterator() {
    return new ArrayList<Object>(members.values()).iterator();
  }

  @Override
  JToken copy() {
    JObject copy = new JObject();
    members.values().forEach(p -> copy.add((JProperty) p.copy()));
    return copy;
  }

  @Override
  String kind() {
    return "Object";
  }

  @Override
  boolean sameAs(JToken other) {
    if (!(other instanceof JObject object) || object.members.size() != members.size()) {
      return false;
    }
    return members.values().stream()
        .allMatch(
            p -> object.members.containsKey(p.name()) && object.members.get(p.name()).sameAs(p));
  }
}
