package dev.apim.compiler;

import dev.apim.api.config.OperationEntry;
import dev.apim.api.v1alpha1.Reason;
import java.util.List;

/**
 * What was read of the OpenAPI document of an Api.
 *
 * @param operations what it has; empty where it cannot be used
 * @param reason why it cannot be used; null where it can
 * @param problem what is wrong, with its place and what to do; null where nothing is
 */
public record ApiImport(List<OperationEntry> operations, Reason reason, String problem) {

  /** Copies the list. */
  public ApiImport {
    operations = List.copyOf(operations);
  }

  /** A document that was read. */
  public static ApiImport of(List<OperationEntry> operations) {
    return new ApiImport(operations, null, null);
  }

  /** A document that cannot be used. */
  public static ApiImport invalid(String problem) {
    return new ApiImport(List.of(), Reason.InvalidOpenApi, problem);
  }

  /** A document that is not there. */
  public static ApiImport notFound(String problem) {
    return new ApiImport(List.of(), Reason.OpenApiNotFound, problem);
  }
}
