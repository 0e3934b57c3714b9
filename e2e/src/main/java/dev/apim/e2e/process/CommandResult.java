package dev.apim.e2e.process;

import java.util.List;

/** How a short command ended and what it wrote. */
public record CommandResult(List<String> command, int exitCode, String out, String err) {
  public CommandResult {
    command = List.copyOf(command);
  }

  public boolean ok() {
    return exitCode == 0;
  }

  /**
   * Standard output of a command that must succeed.
   *
   * @throws IllegalStateException with the output when it did not
   */
  public String orThrow() {
    if (!ok()) {
      throw new IllegalStateException(
          "exit " + exitCode + " of " + String.join(" ", command) + "\n" + out + err);
    }
    return out;
  }
}
