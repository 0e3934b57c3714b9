package dev.apim.e2e.junit;

import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.cluster.ClusterProvider;
import dev.apim.e2e.cluster.ClusterSpec;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

final class SharedClusterExtension
    implements BeforeAllCallback, AfterEachCallback, ParameterResolver {
  private static final ExtensionContext.Namespace STORE =
      ExtensionContext.Namespace.create(SharedClusterExtension.class);

  @Override
  public void beforeAll(ExtensionContext context) {
    Availability.require(ClusterProvider.detect(), ClusterSpec.named("shared"));
  }

  @Override
  public void afterEach(ExtensionContext context) {
    TestNamespace namespace = context.getStore(STORE).remove("namespace", TestNamespace.class);
    if (context.getExecutionException().isPresent()) {
      new FailureDump(context).write(List.of(cluster(context)));
    }
    if (namespace != null) {
      cluster(context).client().namespaces().withName(namespace.name()).delete();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Cluster.class || type == TestNamespace.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Cluster.class
        ? cluster(context)
        : context
            .getStore(STORE)
            .computeIfAbsent("namespace", key -> namespace(context), TestNamespace.class);
  }

  private static TestNamespace namespace(ExtensionContext context) {
    String name = "t-" + UUID.randomUUID().toString().substring(0, 8);
    cluster(context)
        .client()
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .addToAnnotations("apim.dev/test", context.getDisplayName())
                .endMetadata()
                .build())
        .create();
    return new TestNamespace(name);
  }

  private static Cluster cluster(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(STORE)
        .computeIfAbsent("cluster", key -> new Holder(start()), Holder.class)
        .cluster();
  }

  private static Cluster start() {
    ClusterProvider provider = ClusterProvider.detect();
    Cluster cluster = provider.start(ClusterSpec.named("shared"));
    ProductImages.offer(provider.source(), cluster);
    return cluster;
  }

  /** Closed by JUnit at the end of the run. */
  private record Holder(Cluster cluster) implements AutoCloseable {
    @Override
    public void close() {
      cluster.close();
    }
  }
}
