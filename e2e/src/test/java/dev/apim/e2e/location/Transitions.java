package dev.apim.e2e.location;

import static dev.apim.e2e.location.Shape.automatic;
import static dev.apim.e2e.location.Shape.basic;
import static dev.apim.e2e.location.Shape.over;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** From which shape to which: the chosen ones, and all of three zones. */
final class Transitions {

  /** A change, with a name that is part of a namespace's. */
  record Change(Shape from, Shape to) {}

  private static final List<String> ZONE_SETS = List.of("1", "2", "12", "13", "23", "123");

  private Transitions() {}

  static List<Change> chosen() {
    List<Change> changes = new ArrayList<>();
    both(changes, over("1", 1), over("1", 2));
    both(changes, over("12", 2), over("12", 4));
    both(changes, over("123", 3), over("123", 6));
    both(changes, over("1", 2), over("12", 2));
    both(changes, over("1", 1), over("12", 2));
    both(changes, over("12", 4), over("123", 6));
    both(changes, over("12", 2), over("123", 3));
    both(changes, over("13", 6), over("123", 6));
    both(changes, over("1", 1), over("2", 1));
    both(changes, over("12", 2), over("23", 2));
    both(changes, over("12", 4), over("13", 4));
    both(changes, automatic(1), over("1", 1));
    both(changes, automatic(2), over("12", 2));
    both(changes, automatic(3), over("123", 3));
    both(changes, automatic(6), over("123", 6));
    both(changes, automatic(1), automatic(3));
    both(changes, basic(1), automatic(1));
    changes.add(new Change(basic(2), over("12", 2)));
    changes.add(new Change(over("1", 1), over("1", 1).version(2)));
    changes.add(new Change(over("123", 3), over("123", 3).version(2)));
    changes.add(new Change(automatic(2), automatic(2).version(2)));
    changes.add(new Change(over("12", 2), over("12", 2).mark(1)));
    changes.add(new Change(over("123", 3), over("123", 6).version(2)));
    return changes;
  }

  /** Units 1 to 12 over one to three zones in every mode, each to each of its neighbours. */
  static List<Change> all() {
    List<Change> changes = new ArrayList<>();
    for (Shape from : shapes()) {
      changes.add(new Change(from, from.version(2)));
      changes.add(new Change(from, from.mark(1)));
      shapes().stream()
          .filter(to -> !to.equals(from) && neighbours(from, to))
          .forEach(to -> changes.add(new Change(from, to)));
    }
    return changes;
  }

  private static List<Shape> shapes() {
    List<Shape> shapes = new ArrayList<>();
    for (String zones : ZONE_SETS) {
      IntStream.rangeClosed(1, 12 / zones.length())
          .forEach(each -> shapes.add(over(zones, each * zones.length())));
    }
    IntStream.rangeClosed(1, 12).forEach(units -> shapes.add(automatic(units)));
    IntStream.rangeClosed(1, 2).forEach(units -> shapes.add(basic(units)));
    return shapes;
  }

  /** One step of the units in the same zones, or one zone or the mode with about the same units. */
  private static boolean neighbours(Shape from, Shape to) {
    int step = Math.max(1, Math.max(from.zones().size(), to.zones().size()));
    int apart = Math.abs(from.units() - to.units());
    if (from.zones().equals(to.zones())) {
      return apart <= step;
    }
    long shared = from.zones().stream().filter(to.zones()::contains).count();
    long changed = from.zones().size() + to.zones().size() - 2 * shared;
    boolean modeOnly = from.pinned() != to.pinned();
    return apart < step && (modeOnly || changed <= 2);
  }

  private static void both(List<Change> changes, Shape one, Shape other) {
    changes.add(new Change(one, other));
    changes.add(new Change(other, one));
  }
}
