package dev.apim.e2e.bench.placement;

import java.util.stream.IntStream;

/**
 * Ways of running units of two replicas over the zones "1", "2" and "3". All replace one replica at
 * a time and start the new one first.
 */
enum Contestant {
  /** Every zone is counted, also one whose nodes are lost. */
  PLAIN("one Deployment") {
    @Override
    void apply(Ground ground, int units, String note) {
      ground.objects().apply(plain(units, note, "Ignore")).orThrow();
    }
  },
  /** Only zones with nodes that take pods are counted. */
  PLAIN_HONOR("one Deployment, Honor") {
    @Override
    void apply(Ground ground, int units, String note) {
      ground.objects().apply(plain(units, note, "Honor")).orThrow();
    }
  },
  ROWS("a Deployment per row") {
    @Override
    void apply(Ground ground, int units, String note) {
      for (int row = 0; row < MOST_ROWS; row++) {
        String manifest = row(row, note);
        if (row < units / ZONES) {
          ground.objects().apply(manifest).orThrow();
          ground.awaitRolledOut("row-" + row);
        } else {
          ground.objects().delete(manifest).orThrow();
        }
      }
    }
  },
  OURS("a Deployment per unit") {
    @Override
    void apply(Ground ground, int units, String note) {
      ground.objects().apply(INSTANCE).orThrow();
      ground.objects().apply(location(units, note)).orThrow();
    }
  };

  static final int ZONES = 3;
  private static final int MOST_ROWS = 4;
  private static final int REPLICAS_PER_UNIT = 2;

  private static final String INSTANCE =
      """
      apiVersion: apim.dev/v1alpha1
      kind: ApiManagementInstance
      metadata: {name: contoso}
      spec: {tier: Premium, publisher: {name: C, email: a@c.example}}
      """;

  private final String title;

  Contestant(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /** In figures. */
  String key() {
    return IntStream.range(0, name().length())
        .mapToObj(this::camelCase)
        .collect(java.util.stream.Collectors.joining());
  }

  private String camelCase(int i) {
    char letter = name().charAt(i);
    boolean upper = i > 0 && name().charAt(i - 1) == '_';
    return letter == '_' ? "" : String.valueOf(upper ? letter : Character.toLowerCase(letter));
  }

  abstract void apply(Ground ground, int units, String note);

  private static String plain(int units, String note, String taints) {
    return deployment("gateway", REPLICAS_PER_UNIT * units, note, "maxSkew: 1", taints);
  }

  private static String row(int number, String note) {
    String ceiling = "maxSkew: " + REPLICAS_PER_UNIT + ", minDomains: " + (ZONES + 1);
    return deployment("row-" + number, REPLICAS_PER_UNIT * ZONES, note, ceiling, "Honor");
  }

  private static String deployment(
      String name, int replicas, String note, String skew, String taints) {
    return """
           apiVersion: apps/v1
           kind: Deployment
           metadata: {name: %1$s}
           spec:
             replicas: %2$d
             selector: {matchLabels: {app: %1$s}}
             strategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}
             template:
               metadata: {labels: {app: %1$s}, annotations: {note: "%3$s"}}
               spec:
                 topologySpreadConstraints:
                 - {topologyKey: topology.kubernetes.io/zone, whenUnsatisfiable: DoNotSchedule,
                    %4$s, nodeTaintsPolicy: %5$s, matchLabelKeys: [pod-template-hash],
                    labelSelector: {matchLabels: {app: %1$s}}}
                 containers: [{name: gateway, image: gateway}]
           """
        .formatted(name, replicas, note, skew, taints);
  }

  private static String location(int units, String note) {
    return """
           apiVersion: apim.dev/v1alpha1
           kind: GatewayLocation
           metadata: {name: west}
           spec:
             instanceRef: {name: contoso}
             region: West US
             units: %d
             availability: {mode: ZoneRedundant, zones: ["1", "2", "3"]}
             pod: {annotations: {note: "%s"}}
           """
        .formatted(units, note);
  }
}
