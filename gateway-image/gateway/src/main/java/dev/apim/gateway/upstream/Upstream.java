package dev.apim.gateway.upstream;

import dev.apim.policy.BackendUrl;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A backend as requests meet it: one address, or several that share them by weight, the next
 * priority only while none of the one before can take any (B98).
 */
public final class Upstream {

  /** Multiples of it, taken modulo one, are spread evenly however many there are. */
  private static final double GOLDEN = 0.6180339887498949;

  private final List<Member> members;
  private final AtomicInteger turn = new AtomicInteger();

  private Upstream(List<Member> members) {
    this.members =
        members.stream()
            .sorted(Comparator.comparingInt(Member::priority).thenComparing(Member::name))
            .toList();
  }

  /** One of an address without a Backend. */
  public static Upstream of(BackendUrl url) {
    return of(Member.of(url));
  }

  static Upstream of(Member member) {
    return new Upstream(List.of(member));
  }

  static Upstream pool(List<Member> members) {
    return new Upstream(members);
  }

  /** The first member; what is said of a backend before a request is sent is said of it. */
  public Member first() {
    return members.get(0);
  }

  /** All members, by priority. */
  public List<Member> members() {
    return members;
  }

  /** Whether there is another member than the first. */
  public boolean isPool() {
    return members.size() > 1;
  }

  /**
   * Chooses a member.
   *
   * @param tried members that are not to be taken again
   * @return null where none can take a request now
   */
  public Member choose(long now, Collection<Member> tried) {
    if (members.size() == 1) {
      Member only = members.get(0);
      return only.isOpen(now) && !tried.contains(only) ? only : null;
    }
    List<Member> able = new ArrayList<>(members.size());
    for (Member member : members) {
      if (!able.isEmpty() && able.get(0).priority() != member.priority()) {
        break;
      }
      if (member.isOpen(now) && !tried.contains(member)) {
        able.add(member);
      }
    }
    return able.isEmpty() ? null : byWeight(able);
  }

  private Member byWeight(List<Member> able) {
    int total = 0;
    for (Member member : able) {
      total += member.weight();
    }
    double place = (turn.getAndIncrement() & Integer.MAX_VALUE) * GOLDEN % 1.0 * total;
    for (Member member : able) {
      place -= member.weight();
      if (place < 0) {
        return member;
      }
    }
    return able.get(able.size() - 1);
  }
}
