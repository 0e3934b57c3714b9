package dev.apim.policy.step;

import dev.apim.policy.document.Element;
import dev.apim.policy.host.Callback;
import dev.apim.policy.host.ClientCertificate;
import dev.apim.policy.step.StepCompiler.Surroundings;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Policies that let in or turn away, and that sign on to backends. */
final class AccessSteps implements StepCompiler.Group {

  private final StepCompiler compiler;

  AccessSteps(StepCompiler compiler) {
    this.compiler = compiler;
  }

  @Override
  public Step step(Element element, Surroundings around) {
    return switch (element.name()) {
      case "ip-filter" -> new IpFilterStep(compiler, element);
      case "check-header" -> checkHeader(element);
      case "cors" -> new CorsStep(compiler, element);
      case "validate-jwt" -> new JwtStep(compiler, element);
      case "authentication-basic" -> basic(element);
      case "authentication-certificate" -> clientCertificate(element);
      case "authentication-managed-identity" -> managedIdentity(element);
      default -> null;
    };
  }

  private Step checkHeader(Element element) {
    Text name = compiler.required(element, "name");
    Text code = compiler.required(element, "failed-check-httpcode");
    Text message = compiler.nullable(element, "failed-check-error-message");
    Text ignoreCase = compiler.option(element, "ignore-case", "true");
    List<Text> allowed = compiler.contents(element, "value");
    return track -> {
      var exchange = track.exchange();
      String header = name.of(exchange);
      List<String> present = exchange.request().headers().get(header);
      boolean loose = ignoreCase.test(exchange);
      if (!present.isEmpty()
          && (allowed.isEmpty()
              || allowed.stream()
                  .map(a -> a.of(exchange))
                  .anyMatch(a -> present.stream().anyMatch(p -> same(a, p, loose))))) {
        return Step.After.NEXT;
      }
      String said =
          present.isEmpty()
              ? "Header " + header + " was not found in the request. Access denied."
              : "The value of header " + header + " is not allowed. Access denied.";
      throw new PolicyFailure(
          present.isEmpty() ? "HeaderNotFound" : "HeaderValueNotAllowed",
          message == null ? said : message.of(exchange),
          MessageSteps.statusCode(track, code));
    };
  }

  private static boolean same(String a, String b, boolean ignoreCase) {
    return ignoreCase ? a.equalsIgnoreCase(b) : a.equals(b);
  }

  private Step basic(Element element) {
    Function<Track, String> credentials = credentials(element);
    return track -> {
      track.exchange().request().headers().set("Authorization", List.of(credentials.apply(track)));
      return Step.After.NEXT;
    };
  }

  /** The value of an Authorization header. */
  Function<Track, String> credentials(Element element) {
    Text user = compiler.required(element, "username");
    Text password = compiler.required(element, "password");
    return track -> {
      String pair = user.of(track.exchange()) + ":" + password.of(track.exchange());
      return "Basic " + Base64.getEncoder().encodeToString(MessageSteps.bytes(pair));
    };
  }

  private Step clientCertificate(Element element) {
    ClientCertificate certificate = certificate(element);
    return track -> {
      track.exchange().clientCertificate(certificate);
      return Step.After.NEXT;
    };
  }

  /** The certificate that an element names, as the documents were checked. */
  ClientCertificate certificate(Element element) {
    return compiler
        .text(element, "certificate-id")
        .map(id -> compiler.certificate(id.literal()))
        .orElseGet(
            () -> compiler.certificateOf(compiler.required(element, "thumbprint").literal()));
  }

  /** Asks for a token in the name of this gateway. */
  record Identity(Text resource, Text client, Text variable, Text ignores) {
    void token(Track track, Callback<String> done) {
      var exchange = track.exchange();
      exchange
          .host()
          .token(resource.of(exchange), client == null ? null : client.of(exchange), done);
    }
  }

  Identity identity(Element element) {
    return new Identity(
        compiler.required(element, "resource"),
        compiler.nullable(element, "client-id"),
        compiler.nullable(element, "output-token-variable-name"),
        compiler.option(element, "ignore-error", "false"));
  }

  private Step managedIdentity(Element element) {
    Identity identity = identity(element);
    return track -> {
      var exchange = track.exchange();
      identity.token(
          track,
          track.then(
              token -> {
                if (identity.variable != null) {
                  exchange.variables().put(identity.variable.of(exchange), token);
                } else {
                  exchange.request().headers().set("Authorization", List.of("Bearer " + token));
                }
                return Step.After.NEXT;
              },
              failure -> {
                if (identity.ignores.test(exchange)) {
                  return Step.After.NEXT;
                }
                throw new PolicyFailure(failure, Map.of());
              }));
      return Step.After.WAIT;
    };
  }
}
