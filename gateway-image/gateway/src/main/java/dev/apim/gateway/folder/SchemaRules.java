package dev.apim.gateway.folder;

import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
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
      if (value instanceof List<?> list) {
        checkAll(field, list, broken);
      }
      if (value instanceof Integer number) {
        range(field, number, section, component, broken);
      }
      Optional<Pattern> pattern = find(section, component, Pattern.class);
      if (value instanceof String text
          && pattern.isPresent()
          && !java.util.regex.Pattern.compile(pattern.get().value()).matcher(text).find()) {
        broken.add(field + ": \"" + text + "\" should match " + pattern.get().value());
      }
    }
  }

  private static void checkAll(String field, List<?> list, List<String> broken) {
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i) instanceof Record nested) {
        check(field + "[" + i + "]", nested, broken);
      }
    }
  }

  private static void range(
      String field, int number, Record section, RecordComponent component, List<String> broken) {
    double least = find(section, component, Min.class).map(Min::value).orElse(-1e9);
    double most = find(section, component, Max.class).map(Max::value).orElse(1e9);
    if (number < least || number > most) {
      broken.add(field + ": " + number + " should be from " + (long) least + " to " + (long) most);
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
