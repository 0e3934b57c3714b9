package dev.apim.e2e.bench;

import dev.apim.e2e.bench.proxy.ApisBench;
import dev.apim.e2e.bench.proxy.GatewayCases;
import dev.apim.e2e.bench.proxy.ProxyBench;
import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.cluster.ClusterProvider;
import dev.apim.e2e.cluster.ClusterSpec;
import dev.apim.e2e.process.Trees;
import dev.apim.e2e.region.Place;
import dev.apim.e2e.region.Site;
import dev.apim.e2e.region.TwoClusters;
import dev.apim.e2e.region.TwoRegions;
import dev.apim.e2e.tools.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code e2e/bin/bench}: progress on standard error, a table and one JSON line on the other. */
@Command(
    name = "bench",
    description = "Measures the product on this machine.",
    mixinStandardHelpOptions = true)
public final class BenchMain implements Callable<Integer> {
  private static final String PROXIES = "gateway";
  private static final String APIS = "apis";
  private static final Duration LIMIT = Duration.ofMinutes(3);

  @Parameters(
      paramLabel = "NAME",
      description =
          "units, propagation, isolation, rss, gateway, apis, coldstart, writes, compile or"
              + " placement")
  private String name;

  @Option(names = "--json", paramLabel = "FILE", description = "Where the figures go too.")
  private Path json;

  @Option(names = "--samples", paramLabel = "N", description = "Default: as many as repeat well.")
  private int samples;

  @Option(
      names = "--case",
      split = ",",
      paramLabel = "CASE",
      description =
          "Of gateway: small, 64k-down, 64k-up, tls-handshake, tls-keep-alive, start, reload."
              + " Default: all.")
  private List<String> cases = List.of();

  @Option(
      names = "--compare",
      description = "placement: plain Deployments beside ours on the same cluster.")
  private boolean compare;

  @Option(
      names = "--regions",
      paramLabel = "N",
      description = "propagation: how many regions, two or more. Default: ${DEFAULT-VALUE}.")
  private int regions = Place.ALL.size();

  @Option(
      names = "--apis",
      paramLabel = "N",
      description = "propagation: also with so many Apis, as a multiple.")
  private int apis;

  @Option(
      names = "--targets",
      paramLabel = "N",
      description = "propagation: also with so many targets without an operator, as a multiple.")
  private int targets;

  @Spec private CommandSpec commands;

  private BenchMain() {}

  /** Exits with 0 when it has figures, 1 on failure, 2 on wrong usage. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new BenchMain()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    if (regions < Place.ALL.size()) {
      throw new ParameterException(
          commands.commandLine(), "--regions is two or more, not " + regions);
    }
    if (name.equals(PROXIES)) {
      int rounds = samples > 0 ? samples : ProxyBench.ROUNDS;
      Figures figures = new Figures(name);
      for (GatewayCases.Named each : chosen(new GatewayCases(rounds, BenchMain::say).all())) {
        figures.with(each.title(), each.measure().figures());
      }
      return print(figures);
    }
    if (name.equals(APIS)) {
      int rounds = samples > 0 ? samples : ApisBench.ROUNDS;
      return print(new Figures(name).with(new ApisBench(rounds, BenchMain::say).run()));
    }
    Path processes =
        Home.tree().resolve("e2e/target/processes/bench-" + ProcessHandle.current().pid());
    Optional<ClusterBench> alone =
        onOneCluster(compare).stream().filter(bench -> bench.name().equals(name)).findFirst();
    Figures figures =
        alone.isPresent() ? measure(alone.get(), processes) : measure(find(), processes);
    Trees.delete(processes);
    return print(figures);
  }

  private List<GatewayCases.Named> chosen(List<GatewayCases.Named> all) {
    List<String> known = all.stream().map(GatewayCases.Named::title).toList();
    if (!known.containsAll(cases)) {
      throw new ParameterException(
          commands.commandLine(), "the cases are " + String.join(", ", known));
    }
    return all.stream().filter(each -> cases.isEmpty() || cases.contains(each.title())).toList();
  }

  private int print(Figures figures) throws IOException {
    System.out.print(figures.table());
    System.out.println(figures.json());
    if (json != null) {
      Files.writeString(json, figures.json() + System.lineSeparator());
    }
    return CommandLine.ExitCode.OK;
  }

  private Figures measure(Bench bench, Path processes) {
    try (TwoClusters clusters = new TwoClusters()) {
      clusters.start(false, BenchMain::say);
      for (int i = clusters.list().size(); i < bench.regions(); i++) {
        clusters.add(Place.more(i), BenchMain::say);
      }
      List<Cluster> two = clusters.list().subList(0, Place.ALL.size());
      try (TwoRegions example = TwoRegions.install(two, processes, BenchMain::say)) {
        serve(example);
        for (int i = two.size(); i < bench.regions(); i++) {
          example.grow(clusters.list().get(i), Place.more(i), processes);
        }
        say("measuring");
        return bench.run(example, samples > 0 ? samples : bench.samples(), BenchMain::say);
      }
    }
  }

  private Figures measure(ClusterBench bench, Path processes) {
    int wanted = samples > 0 ? samples : bench.samples();
    ClusterProvider provider = ClusterProvider.of(ClusterProvider.Source.LOCAL);
    ClusterSpec spec = bench.cluster(wanted);
    provider
        .obstacle(spec)
        .ifPresent(
            reason -> {
              throw new IllegalStateException(reason);
            });
    try (Cluster cluster = provider.start(spec)) {
      say("a cluster of three zones is up");
      return bench.run(cluster, wanted, processes, BenchMain::say);
    }
  }

  /** Applies the example and starts two self-hosted gateways in each region. */
  static void serve(TwoRegions regions) {
    regions.applyExample();
    for (Site site : regions.sites()) {
      site.startSelfHosted().awaitReady();
      site.startSelfHosted().awaitReady();
      site.awaitExactly(3, LIMIT);
    }
  }

  private Bench find() {
    return all().stream()
        .filter(bench -> bench.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new ParameterException(
                    commands.commandLine(),
                    "no bench "
                        + name
                        + "; there are "
                        + Stream.concat(
                                all().stream().map(Bench::name),
                                onOneCluster(compare).stream().map(ClusterBench::name))
                            .collect(Collectors.joining(", "))));
  }

  private List<Bench> all() {
    return List.of(
        new UnitsBench(),
        new PropagationBench(regions, apis, targets),
        new IsolationBench(),
        new RssBench());
  }

  static List<ClusterBench> onOneCluster(boolean compare) {
    return List.of(
        new ColdstartBench(),
        new WritesBench(),
        new CompileBench(),
        new ComparedPlacement(compare, true));
  }

  private static void say(String line) {
    System.err.println(line);
  }
}
