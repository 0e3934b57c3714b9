package dev.apim.gateway.folder;

import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rules of the kinds that an API server would check before an object is seen: what is required
 * and which form texts have. Rules over several fields are not among them.
 */
final class SchemaRules {

  private SchemaRules() {}

  /** What is broken in a spec, with the name of the field; empty where nothing is. */
  static List<String> broken(Object spec) {
    List<String> broken = new ArrayList<>();
    if (spec == null) {
      broken.add("spec is required");
    } else {
      check("spec", (Record) spec, broken);
    }
    return broken;
  }

  private static void check(String path, Record section, List<String> broken) {
    for (RecordComponent component : section.getClass().getRecordComponents()) {
      String field = path + "." + component.getName();
      Object value = value(component, section);
      if (value == null && find(section, component, Required.class).isPresent()) {
        broken.add(field + " is required");
      }
      if (value instanceof Record nested) {
        check(field, nested, broken);
      }
      Optional<Pattern> pattern = find(section, component, Pattern.class);
      if (value instanceof String text
          && pattern.isPresent()
          && !java.util.regex.Pattern.compile(pattern.get().value()).matcher(text).find()) {
        broken.add(field + ": \"" + text + "\" should match " + pattern.get().value());
      }
    }
  }

  private static <A extends Annotation> Optional<A> find(
      Record section, RecordComponent component, Class<A> type) {
    try {
      A found = component.getAccessor().getAnnotation(type);
      return Optional.ofNullable(
          found != null
              ? found
              : section.getClass().getDeclaredField(component.getName()).getAnnotation(type));
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object value(RecordComponent component, Record section) {
    try {
      return component.getAccessor().invoke(section);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
