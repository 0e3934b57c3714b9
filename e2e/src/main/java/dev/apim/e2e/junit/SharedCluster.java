package dev.apim.e2e.junit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the tests of a class the cluster that all such classes of a JVM share (three zones, six
 * simulated nodes) as a parameter {@code Cluster}, and each test its own namespace as a parameter
 * {@code TestNamespace}.
 *
 * <p>A test that breaks zones or the control plane mends them again. Where no cluster can be had
 * the tests are skipped with the reason; with {@code CI=true} they fail.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SharedClusterExtension.class)
public @interface SharedCluster {}
