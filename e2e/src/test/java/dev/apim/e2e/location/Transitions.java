package dev.apim.e2e.location;

import static dev.apim.e2e.location.Shape.automatic;
import static dev.apim.e2e.location.Shape.basic;
import static dev.apim.e2e.location.Shape.over;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** From which shape to which: the chosen ones, and all. */
final class Transitions {

  /** A change, with a name that is part of a namespace's. */
  record Change(Shape from, Shape to) {}

  private static final String ZONES = "1234";
  private static final int MOST_UNITS = 12;

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

  /** Units 1 to 12 over one to four zones in every mode, each to each of its neighbours. */
  static List<Change> all() {
    return shapes().stream()
        .flatMap(from -> neighbours(from).stream().map(to -> new Change(from, to)))
        .toList();
  }

  private static List<Shape> shapes() {
    List<Shape> shapes = new ArrayList<>();
    for (int count = 1; count <= ZONES.length(); count++) {
      String zones = ZONES.substring(0, count);
      for (int units = count; units <= MOST_UNITS; units += count) {
        shapes.add(over(zones, units));
      }
    }
    IntStream.rangeClosed(1, MOST_UNITS).forEach(units -> shapes.add(automatic(units)));
    IntStream.rangeClosed(1, 2).forEach(units -> shapes.add(basic(units)));
    return shapes;
  }

  private static Set<Shape> neighbours(Shape from) {
    Set<Shape> to = new LinkedHashSet<>(List.of(from.version(2), from.mark(1)));
    int step = Math.max(1, from.zones().size());
    to.add(from.units(from.units() - step));
    to.add(from.units(from.units() + step));
    to.add(automatic(from.units()));
    to.add(basic(from.units()));
    for (String zones : zoneSets(String.join("", from.zones()))) {
      int down = from.units() / zones.length() * zones.length();
      to.add(over(zones, down));
      to.add(over(zones, down == from.units() ? down : down + zones.length()));
    }
    to.removeIf(shape -> !valid(shape) || shape.equals(from));
    return to;
  }

  private static boolean valid(Shape shape) {
    boolean tooMany = shape.units() > (shape.tier().equals("Basic") ? 2 : MOST_UNITS);
    return shape.units() >= 1 && !tooMany;
  }

  /** One zone more, one fewer, one moved; from Automatic to any number of them. */
  private static Set<String> zoneSets(String from) {
    Set<String> sets = new TreeSet<>();
    if (from.isEmpty()) {
      IntStream.rangeClosed(1, ZONES.length()).forEach(n -> sets.add(ZONES.substring(0, n)));
    }
    for (String zone : from.split("")) {
      String without = from.replace(zone, "");
      sets.add(without);
      others(from).forEach(other -> sets.add(sorted(without + other)));
    }
    others(from).forEach(other -> sets.add(sorted(from + other)));
    sets.remove("");
    return sets;
  }

  private static List<String> others(String zones) {
    return Stream.of(ZONES.split("")).filter(zone -> !zones.contains(zone)).toList();
  }

  private static String sorted(String zones) {
    return Stream.of(zones.split("")).sorted().collect(Collectors.joining());
  }

  private static void both(List<Change> changes, Shape one, Shape other) {
    changes.add(new Change(one, other));
    changes.add(new Change(other, one));
  }
}
