package dev.apim.policy.step;

import java.util.List;

/** Runs its policies side by side; goes on when all, or any, have ended. */
final class WaitStep implements Step {

  private static final List<String> WORDS = List.of("all", "any");

  private final Text wanted;
  private final List<List<Compiled>> branches;

  WaitStep(Text wanted, List<List<Compiled>> branches) {
    this.wanted = wanted;
    this.branches = branches;
  }

  @Override
  public After run(Track track) {
    if (branches.isEmpty()) {
      return After.NEXT;
    }
    boolean all = wanted.word(track.exchange(), WORDS).equals("all");
    Gate gate = new Gate(track, all ? branches.size() : 1);
    branches.forEach(b -> new Track(track.state(), b, gate).run());
    return After.WAIT;
  }

  /** Opens once; what ends behind it is too late. */
  private static final class Gate implements Track.End {
    private final Track.End outer;
    private int missing;

    Gate(Track track, int missing) {
      this.outer = track.inner(() -> After.NEXT, () -> {});
      this.missing = missing;
    }

    private boolean opens(boolean early) {
      boolean before = missing > 0;
      missing = early ? 0 : missing - 1;
      return before && missing == 0;
    }

    @Override
    public void completed() {
      if (opens(false)) {
        outer.completed();
      }
    }

    @Override
    public void answered() {
      if (opens(true)) {
        outer.answered();
      }
    }

    @Override
    public void failed(PolicyError error) {
      if (opens(true)) {
        outer.failed(error);
      }
    }
  }
}
