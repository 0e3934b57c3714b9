package dev.apim.operator.manifest;

import java.util.Map;
import java.util.TreeMap;

/** Labels and annotations that the product sets, and by which it finds its objects again. */
public final class Labels {

  public static final String MANAGED_BY = "app.kubernetes.io/managed-by";
  public static final String OPERATOR = "apim-operator";
  public static final String INSTANCE = "apim.dev/instance";
  public static final String LOCATION = "apim.dev/location";
  public static final String UNIT = "apim.dev/unit";
  public static final String ZONE = "apim.dev/zone";

  /** On the Secret with the keys of a subscription; its value names the subscription. */
  public static final String SUBSCRIPTION = "apim.dev/subscription";

  /** On the Lease by which a gateway acknowledges; its value is {@link #GATEWAY}. */
  public static final String COMPONENT = "apim.dev/component";

  public static final String GATEWAY = "gateway";

  /** Hash of the pod template that the operator applied to a unit. */
  public static final String TEMPLATE_HASH = "apim.dev/template-hash";

  /** The pod template that the operator applied to a unit, so that one that waits can be healed. */
  public static final String TEMPLATE = "apim.dev/template";

  /** Annotation of a location that a user sets to true, so that nothing of it is changed. */
  public static final String PAUSED = "apim.dev/paused";

  /** Label of nodes. */
  public static final String NODE_ZONE = "topology.kubernetes.io/zone";

  /** What the operator made; a selector for informers. */
  public static final String MANAGED = MANAGED_BY + "=" + OPERATOR + "," + LOCATION;

  /** The Leases of gateways; a selector for informers. */
  public static final String ACKNOWLEDGEMENTS = COMPONENT + "=" + GATEWAY + "," + LOCATION;

  private Labels() {}

  /** Labels of every child of a location. */
  static Map<String, String> location(LocationContext context) {
    Map<String, String> labels = new TreeMap<>();
    labels.put("app.kubernetes.io/name", "apim-gateway");
    labels.put(MANAGED_BY, OPERATOR);
    labels.put("app.kubernetes.io/part-of", "apim");
    labels.put("app.kubernetes.io/component", GATEWAY);
    labels.putAll(locationSelector(context));
    return labels;
  }

  static Map<String, String> locationSelector(LocationContext context) {
    return new TreeMap<>(Map.of(INSTANCE, context.instance(), LOCATION, context.location()));
  }

  static Map<String, String> unitSelector(LocationContext context, String unit) {
    Map<String, String> labels = locationSelector(context);
    labels.put(UNIT, unit);
    return labels;
  }
}
