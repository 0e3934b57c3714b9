package dev.apim.operator.domain.promotion;

import dev.apim.api.v1alpha1.ActiveRevision;
import dev.apim.api.v1alpha1.Fence;
import dev.apim.api.v1alpha1.GatewayConfigurationSpec;
import dev.apim.api.v1alpha1.Handover;
import dev.apim.api.v1alpha1.LocalReference;
import dev.apim.api.v1alpha1.OriginState;
import dev.apim.api.v1alpha1.PromotionSpec;
import dev.apim.operator.domain.promotion.PromotionPlan.HandOver;
import dev.apim.operator.domain.promotion.PromotionPlan.TakeOver;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A cluster in memory: its pointer, its copy of the instance, its sources, its operator. */
final class ModelCluster {

  /** Ends a loop after so many writes, once. */
  static final class Crash {
    private int left;

    Crash(int writes) {
      this.left = writes;
    }

    static Crash never() {
      return new Crash(Integer.MAX_VALUE);
    }
  }

  private static final class Died extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private final String name;
  private final Set<String> sources = new TreeSet<>();
  private final Map<String, String> ledger = new TreeMap<>();
  private String primary = "west";
  private boolean pushed;
  private boolean present;
  private boolean away;
  private PromotionSpec asked;
  private GatewayConfigurationSpec pointer;

  ModelCluster(String name) {
    this.name = name;
  }

  void begin(String... objects) {
    present = true;
    sources.addAll(List.of(objects));
  }

  void primary(String location) {
    primary = location;
  }

  void force(long epoch) {
    asked = new PromotionSpec(epoch, true);
  }

  void away(boolean value) {
    away = value;
  }

  /** One loop: a plan from what is seen, its writes, then the push of what is held. */
  void loop(List<ModelCluster> all, Crash crash) {
    if (away || !present) {
      return;
    }
    try {
      PromotionPlan plan = PromotionPlanner.plan(facts(all));
      carryOut(plan, crash);
      if (pointer != null && pointer.fence().holder().equals(name) && leads(plan)) {
        for (ModelCluster target : all) {
          if (target != this && !target.away) {
            push(target, crash);
          }
        }
      }
    } catch (Died e) {
      crash.left = Integer.MAX_VALUE;
    }
  }

  private static boolean leads(PromotionPlan plan) {
    return !(plan instanceof PromotionPlan.Follow);
  }

  private PromotionFacts facts(List<ModelCluster> all) {
    Optional<Rival> rival =
        all.stream()
            .filter(other -> other != this && !other.away && other.pointer != null)
            .map(other -> new Rival(other.name, other.pointer.fence()))
            .filter(seen -> !seen.fence().holder().equals(name))
            .max(Comparator.comparing(seen -> seen.fence().epoch()));
    Optional<Successor> successor =
        primary.equals(name)
            ? Optional.empty()
            : Optional.of(new Successor(primary, primary, Optional.of(primary), Optional.empty()));
    return new PromotionFacts(
        name,
        primary.equals(name),
        pushed,
        Optional.ofNullable(pointer),
        Optional.ofNullable(asked),
        successor,
        rival);
  }

  private void carryOut(PromotionPlan plan, Crash crash) {
    if (plan instanceof TakeOver takeOver) {
      for (String source : pointer.active().hash().split("\\+")) {
        if (!sources.contains(source)) {
          write(crash, () -> sources.add(source));
        }
      }
      Fence before = pointer.fence();
      move(
          crash,
          new Fence(before.lineage(), takeOver.epoch(), name, before.sequence() + 1),
          pointer.active().hash(),
          null);
      write(crash, () -> pushed = false);
    } else if (plan instanceof HandOver handOver) {
      publish(crash, handOver.token(compiled()));
    } else if (plan instanceof PromotionPlan.Lead) {
      if (pointer == null || !pointer.active().hash().equals(compiled())) {
        publish(crash, null);
      }
    }
  }

  private void publish(Crash crash, Handover token) {
    Fence next =
        pointer == null
            ? new Fence("lineage", 1L, name, 1L)
            : new Fence(
                pointer.fence().lineage(),
                pointer.fence().epoch(),
                name,
                pointer.fence().sequence() + 1);
    move(crash, next, compiled(), token);
  }

  private String compiled() {
    return String.join("+", sources);
  }

  private void move(Crash crash, Fence fence, String hash, Handover token) {
    write(crash, () -> set(pointer(fence, hash, token)));
  }

  private void push(ModelCluster target, Crash crash) {
    boolean mayWrite =
        target.pointer == null
            || target.pointer.fence().epoch() < pointer.fence().epoch()
            || target.pointer.fence().holder().equals(name)
                && target.pointer.fence().epoch().equals(pointer.fence().epoch());
    if (!mayWrite || pointer.equals(target.pointer)) {
      return;
    }
    if (!target.present || target.pushed) {
      write(crash, () -> target.copy(primary));
    }
    write(crash, () -> target.set(pointer));
  }

  private void copy(String location) {
    pushed = true;
    present = true;
    primary = location;
  }

  /** The rule of the API server: neither an older number nor another holder at one epoch. */
  private void set(GatewayConfigurationSpec next) {
    if (pointer != null) {
      Fence old = pointer.fence();
      boolean newer = next.fence().epoch() > old.epoch();
      boolean same =
          next.fence().epoch().equals(old.epoch())
              && next.fence().holder().equals(old.holder())
              && next.fence().sequence() >= old.sequence();
      if (!newer && !same) {
        throw new AssertionError(name + ": " + next.fence() + " over " + old);
      }
    }
    pointer = next;
    Fence fence = next.fence();
    ledger.put(fence.epoch() + "/" + fence.holder() + "/" + fence.sequence(), next.active().hash());
  }

  private static void write(Crash crash, Runnable write) {
    write.run();
    if (--crash.left == 0) {
      throw new Died();
    }
  }

  private static GatewayConfigurationSpec pointer(Fence fence, String hash, Handover token) {
    return new GatewayConfigurationSpec(
        new LocalReference("contoso"),
        fence,
        new ActiveRevision(hash, "2026-11-21T10:00:00.120Z", null),
        List.of(),
        OriginState.Active,
        token);
  }

  String name() {
    return name;
  }

  Set<String> sources() {
    return sources;
  }

  /** Which hash each number had here. */
  Map<String, String> ledger() {
    return ledger;
  }

  String holder() {
    return pointer.fence().holder();
  }

  long epoch() {
    return pointer.fence().epoch();
  }

  String hash() {
    return pointer.active().hash();
  }
}
