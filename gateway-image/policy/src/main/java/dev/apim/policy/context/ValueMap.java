package dev.apim.policy.context;

import java.util.List;

/** Headers or query parameters: several values to a name, names without regard to case. */
public interface ValueMap {

  /** The values of a name, empty where there is none. */
  List<String> get(String name);

  List<String> names();

  /** Replaces all values of a name; none removes it. */
  void set(String name, List<String> values);
}
