package dev.apim.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.apim.compiler.ApiImport;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.IOException;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * Reads an OpenAPI 3 document: its paths and methods become operations. What it refers to must be
 * in it; nothing is ever fetched.
 */
public final class OpenApiReader {

  private static final int MOST_PROBLEMS = 5;
  private static final int MOST_CHARACTERS = 1024 * 1024;

  private final ObjectMapper yaml;

  /** A reader, for one thread at a time. */
  public OpenApiReader() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MOST_CHARACTERS);
    options.setMaxAliasesForCollections(50);
    options.setNestingDepthLimit(100);
    yaml = new ObjectMapper(YAMLFactory.builder().loaderOptions(options).build());
  }

  /**
   * Reads a document, YAML or JSON.
   *
   * @param place where it stands, for messages
   */
  public ApiImport read(String document, String place) {
    JsonNode tree;
    try {
      if (hasAliases(document)) {
        return ApiImport.invalid(
            place + ": it has YAML aliases (*name), which are not read; write out what they mean");
      }
      tree = yaml.readTree(document);
    } catch (JsonProcessingException e) {
      return ApiImport.invalid(
          place + at(e) + ": " + e.getOriginalMessage().lines().findFirst().orElse(""));
    } catch (IOException | RuntimeException | StackOverflowError e) {
      return ApiImport.invalid(place + ": it cannot be read: " + e.getMessage());
    }
    String version = tree == null ? "" : tree.path("openapi").asText();
    if (!version.startsWith("3.")) {
      return ApiImport.invalid(
          place
              + ": it is no OpenAPI 3 document: openapi is \""
              + version
              + "\" and should be 3.0.x or 3.1.x");
    }
    List<String> broken = References.problems(tree);
    if (!broken.isEmpty()) {
      String more =
          broken.size() > MOST_PROBLEMS ? "; and " + (broken.size() - MOST_PROBLEMS) + " more" : "";
      return ApiImport.invalid(
          place
              + " at "
              + String.join("; at ", broken.subList(0, Math.min(MOST_PROBLEMS, broken.size())))
              + more);
    }
    return operations(tree, place);
  }

  private static ApiImport operations(JsonNode tree, String place) {
    ParseOptions options = new ParseOptions();
    options.setResolve(false);
    SwaggerParseResult result;
    try {
      result = new OpenAPIV3Parser().readContents(tree.toString(), null, options);
    } catch (RuntimeException | StackOverflowError e) {
      return ApiImport.invalid(place + ": it cannot be read: " + e.getMessage());
    }
    OpenAPI api = result.getOpenAPI();
    if (api == null || api.getPaths() == null || api.getPaths().isEmpty()) {
      String why =
          result.getMessages() == null || result.getMessages().isEmpty()
              ? "it has no paths"
              : String.join("; ", result.getMessages().stream().limit(MOST_PROBLEMS).toList());
      return ApiImport.invalid(place + ": " + why);
    }
    return new Operations(api, tree).read(place);
  }

  /** A few lines of them can mean any amount of memory. */
  private boolean hasAliases(String document) throws IOException {
    try (YAMLParser parser = ((YAMLFactory) yaml.getFactory()).createParser(document)) {
      while (parser.nextToken() != null) {
        if (parser.isCurrentAlias()) {
          return true;
        }
      }
    }
    return false;
  }

  private static String at(JsonProcessingException e) {
    return e.getLocation() == null
        ? ""
        : ":" + e.getLocation().getLineNr() + ":" + e.getLocation().getColumnNr();
  }
}
