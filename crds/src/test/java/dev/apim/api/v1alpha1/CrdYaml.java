package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The CRDs as the records say them, with what the generator leaves out. */
final class CrdYaml {

  static final List<Class<? extends HasMetadata>> KINDS =
      List.of(
          ApiManagementInstance.class,
          GatewayLocation.class,
          GatewayCluster.class,
          Api.class,
          Backend.class,
          Policy.class,
          NamedValue.class,
          PolicyFragment.class,
          Product.class,
          Subscription.class,
          GatewayConfiguration.class,
          ConfigurationSnapshot.class,
          ConfigurationBucket.class);

  private CrdYaml() {}

  /** YAML by file name. */
  static Map<String, String> generate(Path directory) throws IOException {
    File out = Files.createDirectories(directory).toFile();
    new CRDGenerator()
        .inOutputDir(out)
        .customResourceClasses(List.copyOf(KINDS))
        .forCRDVersions("v1")
        .withPostProcessor(new Completion())
        .withMinQuotes(true)
        .withParallelGenerationEnabled(false)
        .detailedGenerate();
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> list = Files.list(directory)) {
      for (Path file : list.toList()) {
        String name = file.getFileName().toString().replace("-v1.yml", ".yaml");
        String text = Files.readString(file).replaceFirst("^# Generated[^\\n]*\\n", "");
        files.put(name, text.startsWith("---") ? text : "---\n" + text);
      }
    }
    return files;
  }

  private static final class Completion implements CRDPostProcessor {

    @Override
    public HasMetadata process(HasMetadata crd, String version) {
      CustomResourceDefinition definition = (CustomResourceDefinition) crd;
      definition.getSpec().getNames().setCategories(List.of("apim-all"));
      definition
          .getSpec()
          .getVersions()
          .forEach(
              v -> {
                complete(v.getSchema().getOpenAPIV3Schema(), kind(definition));
                v.setAdditionalPrinterColumns(inOrder(v.getAdditionalPrinterColumns(), definition));
              });
      return definition;
    }

    /**
     * The generator sorts columns by path; people read them in the order in which they were
     * declared.
     */
    private static List<CustomResourceColumnDefinition> inOrder(
        List<CustomResourceColumnDefinition> columns, CustomResourceDefinition crd) {
      List<String> declared =
          Stream.of(kind(crd).getAnnotationsByType(AdditionalPrinterColumn.class))
              .map(AdditionalPrinterColumn::name)
              .toList();
      return columns.stream()
          .sorted(Comparator.comparingInt(column -> declared.indexOf(column.getName())))
          .toList();
    }

    private static Class<?> kind(CustomResourceDefinition crd) {
      return KINDS.stream()
          .filter(k -> k.getSimpleName().equals(crd.getSpec().getNames().getKind()))
          .findFirst()
          .orElseThrow();
    }

    private static void complete(JSONSchemaProps root, Class<?> kind) {
      root.setRequired(List.of("spec"));
      root.setDescription(kind.getAnnotation(JsonClassDescription.class).value());
      JSONSchemaProps spec = root.getProperties().get("spec");
      spec.setDescription("What is asked for.");
      JSONSchemaProps status = root.getProperties().get("status");
      if (status != null) {
        status.setDescription("What the operator has seen and done. Written by it only.");
      }
      if (kind == GatewayConfiguration.class) {
        // whoever applies it takes it from the holder before as a whole, with all its buckets
        spec.getProperties().get("active").setXKubernetesMapType("atomic");
      }
      KubernetesFields.explain(root);
      if (status != null && status.getProperties() != null) {
        JSONSchemaProps conditions = status.getProperties().get("conditions");
        if (conditions != null) {
          conditions.setXKubernetesListType("map");
          conditions.setXKubernetesListMapKeys(List.of("type"));
        }
      }
    }
  }
}
