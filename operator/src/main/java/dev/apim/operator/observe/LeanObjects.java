package dev.apim.operator.observe;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Leaves out of objects that are read: the fields that others manage; of Pods everything but names,
 * labels, node and status; of Nodes the list of images. Texts, and what the operator itself
 * manages, which tells whether a child is as it should be, are kept once for all objects that have
 * them.
 */
public final class LeanObjects extends SimpleModule {

  private static final long serialVersionUID = 1;
  private static final String OWN_MANAGERS = "apim-";

  /** For a mapper of its own. */
  public LeanObjects() {
    super("lean-objects");
    setDeserializerModifier(new Modifier());
    addDeserializer(String.class, new SharedStrings());
  }

  private static ObjectMeta lean(ObjectMeta metadata) {
    if (metadata.getManagedFields() != null) {
      metadata.setManagedFields(
          metadata.getManagedFields().stream()
              .filter(entry -> entry.getManager() != null)
              .filter(entry -> entry.getManager().startsWith(OWN_MANAGERS))
              .toList());
    }
    return metadata;
  }

  private static Pod lean(Pod pod) {
    if (pod.getMetadata() != null) {
      pod.getMetadata().setManagedFields(List.of());
      pod.getMetadata().setAnnotations(Map.of());
    }
    if (pod.getSpec() != null) {
      pod.setSpec(new PodSpecBuilder().withNodeName(pod.getSpec().getNodeName()).build());
    }
    if (pod.getStatus() != null && ZoneObserver.isReady(pod)) {
      pod.getStatus().setContainerStatuses(List.of());
      pod.getStatus().setInitContainerStatuses(List.of());
    }
    return pod;
  }

  private static Node lean(Node node) {
    if (node.getStatus() != null) {
      node.getStatus().setImages(List.of());
    }
    return node;
  }

  private static final class Modifier extends BeanDeserializerModifier {

    private static final long serialVersionUID = 1;

    private final transient SharedFields shared = new SharedFields();

    @Override
    public JsonDeserializer<?> modifyDeserializer(
        DeserializationConfig config, BeanDescription type, JsonDeserializer<?> whole) {
      Class<?> kind = type.getBeanClass();
      if (kind == ObjectMeta.class) {
        return new Trimmed(whole, object -> lean((ObjectMeta) object));
      }
      if (kind == FieldsV1.class) {
        return new Trimmed(whole, object -> shared.share((FieldsV1) object));
      }
      if (kind == Pod.class) {
        return new Trimmed(whole, object -> lean((Pod) object));
      }
      return kind == Node.class ? new Trimmed(whole, object -> lean((Node) object)) : whole;
    }
  }

  private static final class Trimmed extends DelegatingDeserializer {

    private static final long serialVersionUID = 1;

    private final transient UnaryOperator<Object> trim;

    Trimmed(JsonDeserializer<?> whole, UnaryOperator<Object> trim) {
      super(whole);
      this.trim = trim;
    }

    @Override
    protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> whole) {
      return new Trimmed(whole, trim);
    }

    @Override
    public Object deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      return trim.apply(super.deserialize(parser, context));
    }
  }
}
