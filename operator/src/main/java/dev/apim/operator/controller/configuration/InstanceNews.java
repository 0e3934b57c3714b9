package dev.apim.operator.controller.configuration;

import dev.apim.api.v1alpha1.ApiManagementInstance;
import dev.apim.operator.domain.sync.InstanceKey;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.util.function.Consumer;

/**
 * Wakes instances for what happens inside this process, and hears from their one informer which of
 * them there are.
 */
final class InstanceNews extends SimpleInboundEventSource<ApiManagementInstance>
    implements ResourceEventAware<ApiManagementInstance> {

  private final Consumer<InstanceKey> appeared;
  private final Consumer<InstanceKey> gone;

  /**
   * @param appeared told of each that there is, perhaps more than once
   * @param gone told of each that was deleted, for which no loop is run
   */
  InstanceNews(Consumer<InstanceKey> appeared, Consumer<InstanceKey> gone) {
    super("instance-news");
    this.appeared = appeared;
    this.gone = gone;
  }

  @Override
  public void onResourceCreated(ApiManagementInstance instance) {
    appeared.accept(InstanceKeys.of(instance));
  }

  @Override
  public void onResourceUpdated(ApiManagementInstance after, ApiManagementInstance before) {
    appeared.accept(InstanceKeys.of(after));
  }

  @Override
  public void onResourceDeleted(ApiManagementInstance instance) {
    gone.accept(InstanceKeys.of(instance));
  }
}
