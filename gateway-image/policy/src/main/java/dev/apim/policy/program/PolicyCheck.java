package dev.apim.policy.program;

import dev.apim.policy.document.Problem;
import dev.apim.policy.expression.Expressions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The command {@code check FILE... [--fragments DIR] [--named-values FILE]}: prints what is wrong
 * as {@code file:line:column: message} and a last line with the totals. Named values are lines
 * {@code name=value}; without them references stay open.
 */
public final class PolicyCheck {

  private final PrintStream out;
  private final List<Path> files = new ArrayList<>();
  private final Map<String, Path> fragments = new HashMap<>();
  private boolean knowsFragments;
  private NamedValues namedValues = NamedValues.unknown();

  private PolicyCheck(PrintStream out) {
    this.out = out;
  }

  /**
   * Runs the command; the result is its exit code: 0 where all passed, 1 where one failed, 2 usage.
   */
  public static int run(List<String> arguments, PrintStream out) {
    PolicyCheck check = new PolicyCheck(out);
    try {
      if (!check.read(arguments)) {
        out.println("usage: check FILE... [--fragments DIR] [--named-values FILE]");
        return 2;
      }
      return check.all();
    } catch (IOException e) {
      out.println("cannot read " + e.getMessage());
      return 2;
    }
  }

  private boolean read(List<String> arguments) throws IOException {
    for (int i = 0; i < arguments.size(); i++) {
      boolean option = arguments.get(i).startsWith("--");
      if (option && i + 1 == arguments.size()) {
        return false;
      }
      switch (arguments.get(i)) {
        case "--fragments" -> addFragments(Path.of(arguments.get(++i)));
        case "--named-values" -> namedValues = NamedValues.of(values(Path.of(arguments.get(++i))));
        default -> {
          if (option) {
            return false;
          }
          files.add(Path.of(arguments.get(i)));
        }
      }
    }
    return !files.isEmpty();
  }

  private void addFragments(Path directory) throws IOException {
    knowsFragments = true;
    try (Stream<Path> entries = Files.list(directory)) {
      entries
          .filter(Files::isRegularFile)
          .forEach(e -> fragments.put(e.getFileName().toString().replaceFirst("\\..*$", ""), e));
    }
  }

  private static Map<String, String> values(Path file) throws IOException {
    Map<String, String> values = new HashMap<>();
    for (String line : Files.readAllLines(file)) {
      int equals = line.indexOf('=');
      if (equals > 0 && !line.startsWith("#")) {
        values.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
      }
    }
    return values;
  }

  private int all() throws IOException {
    Expressions expressions = new Expressions();
    DocumentChecker alone = new DocumentChecker(expressions, namedValues, null);
    Map<String, String> texts = new HashMap<>();
    for (Map.Entry<String, Path> fragment : fragments.entrySet()) {
      texts.put(fragment.getKey(), Files.readString(fragment.getValue()));
    }
    ProgramCompiler together = new ProgramCompiler(expressions, namedValues, texts);
    int failed = 0;
    for (Path file : files) {
      String text = Files.readString(file);
      List<Problem> problems =
          knowsFragments
              ? together.check(file.toString(), text)
              : alone.check(file.toString(), text);
      problems.forEach(this::print);
      failed += problems.isEmpty() ? 0 : 1;
    }
    out.println(files.size() - failed + " passed, " + failed + " failed");
    return failed == 0 ? 0 : 1;
  }

  /** What is wrong in a fragment is told in the fragment's own file. */
  private void print(Problem problem) {
    Path fragment = fragments.get(problem.document());
    out.println(fragment == null ? problem : problem.in(fragment.toString()));
  }
}
