package dev.apim.e2e.region;

import java.nio.file.Path;
import java.util.List;

/**
 * How the product is installed in a cluster.
 *
 * @param clusterName the chart's clusterName, as spec.cluster of a location spells it
 * @param role primary or secondary
 * @param pushNamespace namespace of a secondary that the primary may push to; made where absent
 * @param operator as a process of this machine, or as the chart's own pods
 * @param values more values for the chart, as {@code --set} takes them
 * @param processes where pid and log of the operator's process lie; null: a folder of its own
 */
public record RegionSpec(
    String clusterName,
    Role role,
    String pushNamespace,
    OperatorForm operator,
    List<String> values,
    Path processes) {

  /** What the chart is told about the configuration. */
  public enum Role {
    PRIMARY,
    SECONDARY
  }

  /** Where the operator runs. */
  public enum OperatorForm {
    /** A process with the chart's token, for simulated nodes. */
    PROCESS,
    /** A process that outlives this JVM. */
    DETACHED_PROCESS,
    /** The chart's Deployment, for real nodes. */
    PODS
  }

  public RegionSpec {
    values = List.copyOf(values);
  }

  /** A primary whose operator is a process. */
  public static RegionSpec primary(String clusterName) {
    return new RegionSpec(clusterName, Role.PRIMARY, "", OperatorForm.PROCESS, List.of(), null);
  }

  /** A secondary whose operator is a process. */
  public static RegionSpec secondary(String clusterName, String pushNamespace) {
    return new RegionSpec(
        clusterName, Role.SECONDARY, pushNamespace, OperatorForm.PROCESS, List.of(), null);
  }

  public RegionSpec withOperator(OperatorForm value) {
    return new RegionSpec(clusterName, role, pushNamespace, value, values, processes);
  }

  public RegionSpec withValues(String... more) {
    return new RegionSpec(clusterName, role, pushNamespace, operator, List.of(more), processes);
  }

  public RegionSpec withProcesses(Path directory) {
    return new RegionSpec(clusterName, role, pushNamespace, operator, values, directory);
  }
}
