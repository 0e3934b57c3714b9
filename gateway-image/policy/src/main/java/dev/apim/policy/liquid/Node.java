package dev.apim.policy.liquid;

import java.util.List;

/** A piece of a template. */
interface Node {

  void run(Rendering rendering);

  /** Text as it stands. */
  record Words(String text) implements Node {
    @Override
    public void run(Rendering rendering) {
      rendering.write(text);
    }
  }

  /** A value that is written out. */
  record Output(Operand value) implements Node {
    @Override
    public void run(Rendering rendering) {
      rendering.write(Values.text(value.value(rendering)));
    }
  }

  /** A condition with what follows where it holds; without a condition it always does. */
  record Branch(Operand condition, List<Node> body) {}

  /** The first branch that holds. */
  record Choice(List<Branch> branches) implements Node {
    @Override
    public void run(Rendering rendering) {
      for (Branch branch : branches) {
        if (branch.condition == null || Values.isTrue(branch.condition.value(rendering))) {
          rendering.run(branch.body);
          return;
        }
      }
    }
  }

  /** A value kept under a name. */
  record Assign(String name, Operand value) implements Node {
    @Override
    public void run(Rendering rendering) {
      rendering.variable(name, value.value(rendering));
    }
  }

  /** What is written, kept under a name instead. */
  record Capture(String name, List<Node> body) implements Node {
    @Override
    public void run(Rendering rendering) {
      rendering.variable(name, rendering.captured(body));
    }
  }

  /** Leaves a loop, or one turn of it. */
  record Jump(Rendering.Leave leave) implements Node {
    @Override
    public void run(Rendering rendering) {
      rendering.leave(leave);
    }
  }

  /** Counts up, or down, and writes where it is. */
  record Counter(String name, int step) implements Node {
    @Override
    public void run(Rendering rendering) {
      long before = rendering.count(name, step);
      rendering.write(Long.toString(step > 0 ? before : before + step));
    }
  }

  /** One value after the other, anew from the first. */
  record Cycle(String group, List<Operand> values) implements Node {
    @Override
    public void run(Rendering rendering) {
      long turn = rendering.count("cycle " + group, 1);
      rendering.write(Values.text(values.get((int) (turn % values.size())).value(rendering)));
    }
  }
}
