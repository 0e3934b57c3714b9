package dev.apim.e2e.lab;

import dev.apim.e2e.demo.Demo;
import dev.apim.e2e.region.Place;
import dev.apim.e2e.tools.Binaries;
import dev.apim.e2e.tools.BinariesUnavailableException;
import dev.apim.e2e.tools.Home;
import java.nio.file.Path;
import org.awaitility.core.ConditionTimeoutException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code e2e/bin/lab}: two regions on this machine, kept between commands. */
@Command(
    name = "lab",
    description = "Two regions of three zones on this machine. State survives between commands.",
    subcommands = HelpCommand.class,
    footer = {
      "",
      "  setup   installs the packages that real nodes need (root, Debian)",
      "REGION is \"West US\" or westus, \"East Asia\" or eastasia; ZONE is 1, 2 or 3."
    })
public final class LabMain {
  private final Lab lab = new Lab(folder(), Binaries.locate());

  private LabMain() {}

  /** {@code APIM_LAB}, else a folder in the cache. */
  private static Path folder() {
    String configured = System.getenv("APIM_LAB");
    return configured != null && !configured.isBlank()
        ? Path.of(configured).toAbsolutePath()
        : Home.cache().resolve("lab");
  }

  /** Exits with 0 on success, 1 on failure, 2 on wrong usage. */
  public static void main(String[] arguments) {
    CommandLine line = new CommandLine(new LabMain());
    line.setExecutionExceptionHandler(LabMain::explain);
    System.exit(line.execute(arguments));
  }

  private static int explain(Exception failure, CommandLine line, CommandLine.ParseResult arguments)
      throws Exception {
    if (failure instanceof IllegalArgumentException) {
      System.err.println(failure.getMessage());
      return CommandLine.ExitCode.USAGE;
    }
    if (failure instanceof IllegalStateException
        || failure instanceof ConditionTimeoutException
        || failure instanceof BinariesUnavailableException) {
      System.err.println(failure.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    }
    throw failure;
  }

  @Command(description = "Starts both regions with the operator in each.")
  void up(
      @Option(names = "--real-nodes", description = "Real pods in network namespaces (root).")
          boolean realNodes) {
    new LabUp(lab, System.out).run(realNodes);
  }

  @Command(description = "Shows the product's main job on two regions, checks it, clears up.")
  int demo(
      @Option(names = "--real-nodes", description = "Real pods in network namespaces (root).")
          boolean realNodes,
      @Option(names = "--json", paramLabel = "FILE", description = "Where the report goes.")
          Path json) {
    boolean ok = new Demo(System.out, Boolean.getBoolean("apim.terminal")).run(realNodes, json);
    return ok ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  @Command(description = "Stops everything and removes it.")
  void down() {
    lab.down();
    System.out.println("nothing left: no process, folder, link, namespace, mount or cgroup");
  }

  @Command(description = "Shows what runs.")
  void status() {
    System.out.print(new LabStatus(lab).text());
  }

  @Command(description = "Prints the path of a region's kubeconfig.")
  void kubeconfig(@Parameters(paramLabel = "REGION") String region) {
    System.out.println(lab.cluster(Place.named(region)).kubeconfig());
  }

  @Command(name = "fail-zone", description = "A zone falls silent.")
  void failZone(
      @Parameters(paramLabel = "REGION") String region,
      @Parameters(paramLabel = "ZONE") String zone) {
    Place named = Place.named(region);
    lab.cluster(named).failZone(named.zoneLabel(zone));
    System.out.println(named.displayName() + " zone " + zone + " is silent");
  }

  @Command(name = "restore-zone", description = "The zone comes back.")
  void restoreZone(
      @Parameters(paramLabel = "REGION") String region,
      @Parameters(paramLabel = "ZONE") String zone) {
    Place named = Place.named(region);
    lab.cluster(named).restoreZone(named.zoneLabel(zone));
    System.out.println(named.displayName() + " zone " + zone + " is back");
  }

  @Command(name = "stop-region", description = "The whole region is lost.")
  void stopRegion(@Parameters(paramLabel = "REGION") String region) {
    Place named = Place.named(region);
    new LabRegion(lab, named).stop();
    System.out.println(named.displayName() + " is lost");
  }

  @Command(name = "start-region", description = "The region comes back with its data.")
  void startRegion(@Parameters(paramLabel = "REGION") String region) {
    Place named = Place.named(region);
    new LabRegion(lab, named).start();
    System.out.println(named.displayName() + " is back");
  }
}
