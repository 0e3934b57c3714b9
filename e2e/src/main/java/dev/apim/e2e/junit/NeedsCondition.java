package dev.apim.e2e.junit;

import dev.apim.e2e.cluster.Cluster.Ability;
import dev.apim.e2e.cluster.ClusterProvider;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

final class NeedsCondition implements ExecutionCondition {

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return AnnotationSupport.findAnnotation(context.getElement(), Needs.class)
        .map(needs -> judge(Set.of(needs.value()), ClusterProvider.detect()))
        .orElseGet(() -> ConditionEvaluationResult.enabled("needs nothing special"));
  }

  private static ConditionEvaluationResult judge(Set<Ability> needed, ClusterProvider provider) {
    Set<Ability> missing = EnumSet.copyOf(needed);
    missing.removeAll(provider.abilities());
    return missing.isEmpty()
        ? ConditionEvaluationResult.enabled("the clusters can do it")
        : ConditionEvaluationResult.disabled(
            "needs "
                + words(missing)
                + ", which the clusters of this run have not: they are "
                + words(List.of(provider.source())));
  }

  private static String words(java.util.Collection<? extends Enum<?>> names) {
    return names.stream()
        .map(name -> name.name().toLowerCase(Locale.ROOT).replace('_', ' '))
        .collect(Collectors.joining(" and "));
  }
}
