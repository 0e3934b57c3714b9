package dev.apim.policy.program;

import dev.apim.policy.document.Element;
import dev.apim.policy.document.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The fragments of an instance, each read and checked when it is first included. */
final class FragmentLibrary {

  private static final int DEEPEST_INCLUSION = 10;
  private static final String INCLUDE = "include-fragment";
  private static final Pattern INCLUSION =
      Pattern.compile("<include-fragment\\s[^>]*?fragment-id\\s*=\\s*([\"'])(.*?)\\1");

  private final DocumentChecker checker;
  private final Map<String, String> texts;
  private final Map<String, Read> read = new HashMap<>();

  FragmentLibrary(DocumentChecker checker, Map<String, String> texts) {
    this.checker = checker;
    this.texts = Map.copyOf(texts);
  }

  /** A fragment as it was read; {@code root} is null where it has problems of its own. */
  private record Read(Element root, List<Problem> problems) {}

  /**
   * What documents include, also indirectly.
   *
   * @param elements the fragments by their ids
   * @param namedValues names that the fragments refer to
   * @param problems why they cannot be included
   */
  record Included(Map<String, Element> elements, Set<String> namedValues, List<Problem> problems) {}

  static Set<String> includes(String text) {
    Set<String> ids = new TreeSet<>();
    Matcher inclusions = INCLUSION.matcher(text);
    while (inclusions.find()) {
      ids.add(inclusions.group(2));
    }
    return ids;
  }

  Included include(Stream<Element> documents) {
    Walk walk = new Walk();
    documents.forEach(root -> root.children().forEach(s -> walk.in(s, s.name(), null)));
    return walk.included();
  }

  List<Problem> check(String id) {
    Walk walk = new Walk();
    walk.fragment(id, "", null);
    return walk.included().problems();
  }

  private Read read(String id) {
    return read.computeIfAbsent(
        id,
        unread -> {
          List<Problem> problems = new ArrayList<>(checker.check(id, texts.get(id)));
          if (!problems.isEmpty()) {
            return new Read(null, problems);
          }
          Element root = ProgramCompiler.read(id, texts.get(id));
          if (!root.name().equals("fragment")) {
            problems.add(root.problem("the root must be <fragment>, not <" + root.name() + ">"));
          }
          return new Read(problems.isEmpty() ? root : null, problems);
        });
  }

  /** One look at documents and all that they include. */
  private final class Walk {

    private final Map<String, Element> elements = new TreeMap<>();
    private final Set<String> namedValues = new TreeSet<>();
    private final Set<Problem> problems = new LinkedHashSet<>();
    private final Set<String> above = new LinkedHashSet<>();

    Included included() {
      return new Included(elements, namedValues, List.copyOf(problems));
    }

    /**
     * Looks through policies.
     *
     * @param section where they stand; empty where that is open
     * @param from the inclusion in a document by which they came there; null in the document
     */
    void in(Element parent, String section, Element from) {
      for (Element child : parent.children()) {
        if (child.name().equals(INCLUDE)) {
          include(child, section, from == null ? child : from);
          continue;
        }
        PolicyCatalogue.find(child.name())
            .ifPresent(
                schema -> {
                  if (from != null) {
                    allowed(child, schema, section, from);
                  }
                  inside(child, schema, section, from);
                });
      }
    }

    /** Policies in policies, as in the branches of choose. */
    private void inside(Element element, PolicySchema schema, String section, Element from) {
      if (schema.holdsPolicies()) {
        in(element, section, from);
        return;
      }
      for (Element child : element.children()) {
        PolicySchema.ChildSchema known = schema.children().get(child.name());
        if (known != null) {
          inside(child, known.schema(), section, from);
        }
      }
    }

    private void include(Element inclusion, String section, Element from) {
      String id = inclusion.attribute("fragment-id").map(a -> a.value().text()).orElse("");
      if (!texts.containsKey(id)) {
        return;
      }
      if (above.contains(id) || above.size() >= DEEPEST_INCLUSION) {
        problems.add(inclusion.problem("fragment '" + id + "' includes itself"));
        return;
      }
      fragment(id, section, from);
    }

    void fragment(String id, String section, Element from) {
      Read fragment = read(id);
      problems.addAll(fragment.problems());
      if (fragment.root() == null) {
        return;
      }
      elements.put(id, fragment.root());
      namedValues.addAll(NamedValues.references(texts.get(id)));
      above.add(id);
      in(fragment.root(), section, from);
      above.remove(id);
    }

    /** A fragment fits anywhere by itself; its policies do not. */
    private void allowed(Element element, PolicySchema schema, String section, Element from) {
      if (!section.isEmpty() && !schema.sections().contains(section)) {
        problems.add(
            from.problem(
                "policy '"
                    + element.name()
                    + "' of the fragment is not allowed in <"
                    + section
                    + ">, only in "
                    + String.join(", ", schema.sections().stream().sorted().toList())));
      }
    }
  }
}
