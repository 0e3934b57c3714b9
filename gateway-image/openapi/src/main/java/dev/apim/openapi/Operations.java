package dev.apim.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apim.api.config.OperationEntry;
import dev.apim.compiler.ApiImport;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Makes operations of the paths of a document, as Azure's import does. */
final class Operations {

  private static final int LONGEST_NAME = 110;
  private static final int MOST = 2000;

  private final OpenAPI api;
  private final JsonNode tree;
  private final List<OperationEntry> operations = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private final Answers answers;

  Operations(OpenAPI api, JsonNode tree) {
    this.api = api;
    this.tree = tree;
    this.answers = new Answers(tree);
  }

  ApiImport read(String place) {
    for (Map.Entry<String, PathItem> path : api.getPaths().entrySet()) {
      PathItem item = path.getValue();
      if (item == null) {
        continue;
      }
      if (item.get$ref() != null) {
        return ApiImport.invalid(
            place
                + " at #/paths/"
                + path.getKey().replace("~", "~0").replace("/", "~1")
                + ": a path that is a reference is not read; write its operations there");
      }
      item.readOperationsMap()
          .forEach((method, operation) -> add(path.getKey(), method.name(), item, operation));
    }
    if (operations.isEmpty()) {
      return ApiImport.invalid(place + ": its paths have no operations");
    }
    return operations.size() > MOST
        ? ApiImport.invalid(
            place
                + ": it has "
                + operations.size()
                + " operations, and at most "
                + MOST
                + " are taken")
        : ApiImport.of(operations);
  }

  private void add(String path, String method, PathItem item, Operation operation) {
    String id = operation.getOperationId();
    String name = name(id == null || id.isBlank() ? method.toLowerCase(Locale.ROOT) + path : id);
    String unique = name;
    for (int i = 2; !names.add(unique); i++) {
      unique = name + "-" + i;
    }
    operations.add(
        new OperationEntry(
            unique,
            operation.getSummary(),
            method,
            path + query(parameters(item, operation)),
            answers.of(path, method)));
  }

  private static String name(String text) {
    String name = text.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[-._]+|[-._]+$", "");
    String shorter = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
    return shorter.isEmpty() ? "operation" : shorter;
  }

  /** The parameters of the path, then those of the operation, which replace them. */
  private Map<String, Boolean> parameters(PathItem item, Operation operation) {
    Map<String, Boolean> required = new LinkedHashMap<>();
    for (List<Parameter> list : lists(item, operation)) {
      for (Parameter parameter : list) {
        query(parameter, required);
      }
    }
    return required;
  }

  private static List<List<Parameter>> lists(PathItem item, Operation operation) {
    return List.of(
        item.getParameters() == null ? List.of() : item.getParameters(),
        operation.getParameters() == null ? List.of() : operation.getParameters());
  }

  private void query(Parameter parameter, Map<String, Boolean> required) {
    if (parameter.get$ref() != null) {
      JsonNode found = References.find(tree, parameter.get$ref());
      if (found != null && found.path("in").asText().equals("query")) {
        required.put(found.path("name").asText(), found.path("required").asBoolean());
      }
    } else if ("query".equals(parameter.getIn())) {
      required.put(parameter.getName(), Boolean.TRUE.equals(parameter.getRequired()));
    }
  }

  private static String query(Map<String, Boolean> parameters) {
    StringBuilder query = new StringBuilder();
    parameters.forEach(
        (name, required) -> {
          if (required && name.matches("[A-Za-z_$][A-Za-z0-9_$.-]*")) {
            query.append(query.isEmpty() ? '?' : '&');
            query.append(name).append("={").append(name).append('}');
          }
        });
    return query.toString();
  }
}
