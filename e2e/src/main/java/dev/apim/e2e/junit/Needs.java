package dev.apim.e2e.junit;

import dev.apim.e2e.cluster.Cluster.Ability;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The test, or every test of the class, needs clusters that can do this; where the clusters of this
 * run cannot, it is skipped with the reason, before any is started.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsCondition.class)
public @interface Needs {
  Ability[] value();
}
