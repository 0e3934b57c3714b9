package dev.apim.e2e.bench;

import dev.apim.e2e.region.Place;
import dev.apim.e2e.region.TwoRegions;
import java.util.Map;
import java.util.function.Consumer;

/**
 * From a change of the Api in West US until every gateway of all regions serves it, and the parts
 * of that way; then the same with more Apis and with more targets, as a multiple.
 */
final class PropagationBench implements Bench {
  private final int regions;
  private final int apis;
  private final int targets;

  /** With nothing but the example. */
  PropagationBench() {
    this(Place.ALL.size(), 0, 0);
  }

  /**
   * @param regions how many regions there are, two or more
   * @param apis how many Apis there are in the second round; 0 for none
   * @param targets how many targets without an operator there are in the third; 0 for none
   */
  PropagationBench(int regions, int apis, int targets) {
    this.regions = regions;
    this.apis = apis;
    this.targets = targets;
  }

  @Override
  public String name() {
    return "propagation";
  }

  @Override
  public int regions() {
    return regions;
  }

  @Override
  public int samples() {
    return 200;
  }

  @Override
  public Figures run(TwoRegions regions, int samples, Consumer<String> progress) {
    Round base = new Round(regions, regions.sites(), progress).measure("base", samples);
    Figures figures =
        new Figures(name())
            .with(base.total().millis())
            .with("samples", base.total().size())
            .with("regions", regions.sites().size())
            .with("legs", base.legs());
    if (targets > 0) {
      progress.accept(targets + " targets are added");
      try (Targets more = Targets.add(regions, targets)) {
        figures.with(targets + " targets", more.measure(base, samples, progress));
      }
    }
    if (apis > 0) {
      progress.accept(apis + " Apis are added");
      new Apis(regions).add(apis);
      Map<String, Object> many =
          new Round(regions, regions.sites(), progress).measure("many", samples).comparedWith(base);
      figures.with(apis + " Apis", many);
    }
    return figures;
  }
}
