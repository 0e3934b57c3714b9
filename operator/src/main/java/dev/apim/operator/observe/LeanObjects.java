package dev.apim.operator.observe;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.apim.api.v1alpha1.Api;
import dev.apim.api.v1alpha1.ApiManagementInstance;
import dev.apim.api.v1alpha1.Backend;
import dev.apim.api.v1alpha1.GatewayLocation;
import dev.apim.api.v1alpha1.NamedValue;
import dev.apim.api.v1alpha1.Policy;
import dev.apim.api.v1alpha1.PolicyFragment;
import dev.apim.api.v1alpha1.Product;
import dev.apim.api.v1alpha1.Subscription;
import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Leaves out of objects that are read: the fields that others manage; of Pods everything but names,
 * labels, node and status; of Nodes the list of images. Texts, specs and statuses of our kinds, and
 * what the operator itself manages, which tells whether a child is as it should be, are kept once
 * for all objects that have them.
 */
public final class LeanObjects extends SimpleModule {

  private static final long serialVersionUID = 1;
  private static final String OWN_MANAGERS = "apim-";

  /** Specs and statuses of the kinds that several caches hold. */
  private static final Set<Type> OWN_CONTENTS =
      Stream.of(
              ApiManagementInstance.class,
              GatewayLocation.class,
              Api.class,
              Backend.class,
              Policy.class,
              PolicyFragment.class,
              NamedValue.class,
              Product.class,
              Subscription.class)
          .map(kind -> (ParameterizedType) kind.getGenericSuperclass())
          .flatMap(kind -> Stream.of(kind.getActualTypeArguments()))
          .collect(Collectors.toUnmodifiableSet());

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
    private final transient SharedRecords records = new SharedRecords();

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
      if (OWN_CONTENTS.contains(kind)) {
        return new Trimmed(whole, records::share);
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
