package dev.apim.policy.step;

import dev.apim.policy.context.ResponseMessage;
import dev.apim.policy.document.Element;
import dev.apim.policy.step.StepCompiler.Surroundings;
import java.util.ArrayList;
import java.util.List;

/** Policies that decide which others run, and those that answer themselves. */
final class ControlSteps implements StepCompiler.Group {

  private final StepCompiler compiler;

  ControlSteps(StepCompiler compiler) {
    this.compiler = compiler;
  }

  @Override
  public Step step(Element element, Surroundings around) {
    return switch (element.name()) {
      case "choose" -> choose(element, around);
      case "retry" -> retry(element, around);
      case "wait" -> wait(element, around);
      case "limit-concurrency" -> limitConcurrency(element, around);
      case "return-response" -> returnResponse(element, around);
      case "mock-response" -> MockStep.of(compiler, element);
      default -> null;
    };
  }

  private record Branch(Text condition, List<Compiled> steps) {}

  private Step choose(Element element, Surroundings around) {
    List<Branch> branches = new ArrayList<>();
    for (Element child : element.children()) {
      Text condition = child.name().equals("when") ? compiler.required(child, "condition") : null;
      branches.add(new Branch(condition, compiler.policies(child.children(), around)));
    }
    return track -> {
      for (Branch branch : branches) {
        if (branch.condition == null || branch.condition.test(track.exchange())) {
          track.enter(branch.steps);
          break;
        }
      }
      return Step.After.NEXT;
    };
  }

  private Step retry(Element element, Surroundings around) {
    List<Compiled> inside = compiler.policies(element.children(), around);
    if (inside.stream().anyMatch(s -> s.policy().equals("forward-request"))) {
      compiler.needsRequestBody();
    }
    return new RetryStep(
        new RetryStep.Rules(
            compiler.required(element, "condition"),
            compiler.required(element, "count"),
            compiler.required(element, "interval"),
            compiler.nullable(element, "max-interval"),
            compiler.nullable(element, "delta"),
            compiler.option(element, "first-fast-retry", "false")),
        inside);
  }

  private Step wait(Element element, Surroundings around) {
    List<List<Compiled>> branches =
        compiler.policies(element.children(), around).stream().map(List::of).toList();
    return new WaitStep(compiler.option(element, "for", "all"), branches);
  }

  private Step limitConcurrency(Element element, Surroundings around) {
    Text key = compiler.required(element, "key");
    Text limit = compiler.required(element, "max-count");
    List<Compiled> inside = compiler.policies(element.children(), around);
    return track -> {
      String slot = key.of(track.exchange());
      var limits = track.exchange().host().concurrency();
      if (!limits.acquire(slot, limit.number(track.exchange()))) {
        throw new PolicyFailure(
            "ConcurrencyLimitExceeded", "Too many calls are under way. Try again later.", 429);
      }
      Runnable release = once(() -> limits.release(slot));
      track.state().onClose(bytes -> release.run());
      new Track(
              track.state(),
              inside,
              track.inner(
                  () -> {
                    release.run();
                    return Step.After.NEXT;
                  },
                  release))
          .run();
      return Step.After.WAIT;
    };
  }

  private static Runnable once(Runnable action) {
    boolean[] due = {true};
    return () -> {
      if (due[0]) {
        due[0] = false;
        action.run();
      }
    };
  }

  private Step returnResponse(Element element, Surroundings around) {
    Text variable = compiler.nullable(element, "response-variable-name");
    MessageSteps messages = new MessageSteps(compiler);
    List<MessageSteps.ResponsePart> parts =
        element.children().stream().map(c -> messages.responsePart(c, around)).toList();
    return track -> {
      Object kept =
          variable == null ? null : track.exchange().variables().get(variable.of(track.exchange()));
      if (kept instanceof ResponseMessage response) {
        track.exchange().useResponse(response);
        parts.forEach(p -> p.apply(track, response));
      } else {
        ResponseMessage response = Responses.blank();
        parts.forEach(p -> p.apply(track, response));
        Responses.copy(response, track.exchange().newResponse());
      }
      return Step.After.ANSWER;
    };
  }
}
