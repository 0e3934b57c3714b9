package dev.apim.policy.expression.runtime;

import static dev.apim.policy.expression.runtime.Values.text;

import dev.apim.policy.context.ErrorFacts;
import dev.apim.policy.context.ExchangeFacts;
import dev.apim.policy.context.PolicyContext;
import dev.apim.policy.context.RequestMessage;
import dev.apim.policy.context.RequestUrl;
import dev.apim.policy.context.ResponseMessage;
import dev.apim.policy.expression.type.Fault;
import dev.apim.policy.expression.type.Library;
import dev.apim.policy.expression.type.Operation;
import dev.apim.policy.expression.type.Type;
import java.util.ArrayList;
import java.util.function.BiPredicate;

/** The name {@code context} and everything behind it. */
final class ContextLibrary {

  private ContextLibrary() {}

  private static PolicyContext c(Object value) {
    return (PolicyContext) value;
  }

  private static RequestMessage q(Object value) {
    return (RequestMessage) value;
  }

  private static ResponseMessage r(Object value) {
    return (ResponseMessage) value;
  }

  private static RequestUrl u(Object value) {
    return (RequestUrl) value;
  }

  static void declare(Library.Builder library, BiPredicate<Type, Object> instance) {
    library
        .type("class IContext", PolicyContext.class)
        .with("static IContext $root.context", (evaluation, none) -> evaluation.context())
        .add("IRequest IContext.Request", v -> c(v).request())
        .add("IResponse IContext.Response", v -> c(v).response())
        .add("IVariables IContext.Variables", v -> c(v).variables())
        .add("IApi IContext.Api", v -> c(v).facts().api())
        .add("IOperation IContext.Operation", v -> c(v).facts().operation())
        .add("IProduct IContext.Product", v -> c(v).facts().product())
        .add("ISubscription IContext.Subscription", v -> c(v).facts().subscription())
        .add("IUser IContext.User", v -> c(v).facts().user())
        .add("IDeployment IContext.Deployment", v -> c(v).facts().deployment())
        .add("ILastError IContext.LastError", v -> c(v).lastError())
        .add("Guid IContext.RequestId", v -> new Guid(c(v).requestId()))
        .add("DateTime IContext.Timestamp", v -> DateTime.of(c(v).timestamp(), DateTime.Kind.UTC))
        .add("TimeSpan IContext.Elapsed", v -> new TimeSpan(c(v).elapsed().toNanos() / 100))
        .add("bool IContext.Tracing", v -> c(v).isTraced())
        .add(
            "impure void IContext.Trace(string)",
            (v, m) -> {
              c(v).trace(text(m));
              return null;
            });
    variables(library, instance);
    request(library);
    response(library);
    url(library);
    facts(library);
  }

  private static void variables(Library.Builder library, BiPredicate<Type, Object> instance) {
    library
        .type("class IVariables : IReadOnlyDictionary<string,object>", v -> false)
        .typed(
            "T IVariables.GetValueOrDefault<T>(string)",
            t ->
                (Operation.Two)
                    (v, n) ->
                        cast(CollectionLibrary.map(v).get(n), t.get(0), instance, zero(t.get(0))))
        .typed(
            "T IVariables.GetValueOrDefault<T>(string, T)",
            t ->
                (Operation.Three)
                    (v, n, d) -> cast(CollectionLibrary.map(v).get(n), t.get(0), instance, d));
  }

  private static Object zero(Type type) {
    return switch (type.name()) {
      case "bool" -> false;
      case "int", "long", "double", "float", "byte", "short", "char" ->
          dev.apim.policy.expression.check.Numeric.convert(0, type.name());
      default -> null;
    };
  }

  private static Object cast(
      Object value, Type type, BiPredicate<Type, Object> instance, Object absent) {
    if (value == null) {
      return absent;
    }
    if (!instance.test(type, value)) {
      throw Fault.invalidCast(value, type);
    }
    return value;
  }

  private static void request(Library.Builder library) {
    library
        .type("class IRequest", RequestMessage.class)
        .add("string IRequest.Method", v -> q(v).method())
        .add("IUrl IRequest.Url", v -> q(v).url())
        .add("IUrl IRequest.OriginalUrl", v -> q(v).originalUrl())
        .add("string IRequest.IpAddress", v -> q(v).ipAddress())
        .add("IHeaders IRequest.Headers", v -> q(v).headers())
        .add(
            "IReadOnlyDictionary<string,string> IRequest.MatchedParameters",
            v -> q(v).matchedParameters())
        .add("IMessageBody IRequest.Body", v -> q(v).body())
        .type("class IPrivateEndpointConnection", v -> false)
        .add("IPrivateEndpointConnection IRequest.PrivateEndpointConnection", v -> null)
        .add("string IPrivateEndpointConnection.Name", v -> null)
        .add("string IPrivateEndpointConnection.GroupId", v -> null)
        .add("string IPrivateEndpointConnection.MemberName", v -> null)
        .add("X509Certificate2 IRequest.Certificate", v -> q(v).certificate().orElse(null));
    BodyLibrary.declare(library);
  }

  private static void response(Library.Builder library) {
    library
        .type("class IResponse", ResponseMessage.class)
        .add("int IResponse.StatusCode", v -> r(v).status())
        .add("string IResponse.StatusReason", v -> r(v).reason())
        .add("IHeaders IResponse.Headers", v -> r(v).headers())
        .add("IMessageBody IResponse.Body", v -> r(v).body());
  }

  private static void url(Library.Builder library) {
    library
        .type("class IUrl", RequestUrl.class)
        .add("string IUrl.Scheme", v -> u(v).scheme())
        .add("string IUrl.Host", v -> u(v).host())
        .add("int IUrl.Port", v -> u(v).port())
        .add("string IUrl.Path", v -> u(v).path())
        .add("string IUrl.QueryString", v -> u(v).query().isEmpty() ? "" : "?" + u(v).query())
        .add("IHeaders IUrl.Query", v -> new QueryView(u(v).query()))
        .add("Uri IUrl.ToUri()", v -> UriLibrary.absolute(v.toString()))
        .add("string IUrl.ToString()", Object::toString);
  }

  private static ExchangeFacts.Api a(Object value) {
    return (ExchangeFacts.Api) value;
  }

  private static ExchangeFacts.User user(Object value) {
    return (ExchangeFacts.User) value;
  }

  private static ErrorFacts e(Object value) {
    return (ErrorFacts) value;
  }

  private static void facts(Library.Builder library) {
    library
        .type("class IApi", ExchangeFacts.Api.class)
        .add("string IApi.Id", v -> a(v).id())
        .add("string IApi.Name", v -> a(v).name())
        .add("string IApi.Path", v -> a(v).path())
        .add("string IApi.Revision", v -> a(v).revision())
        .add("string IApi.Version", v -> a(v).version())
        .add("bool IApi.IsCurrentRevision", v -> a(v).current())
        .add("IUrl IApi.ServiceUrl", v -> a(v).serviceUrl())
        .type("class IOperation", ExchangeFacts.Operation.class)
        .add("string IOperation.Id", v -> ((ExchangeFacts.Operation) v).id())
        .add("string IOperation.Name", v -> ((ExchangeFacts.Operation) v).name())
        .add("string IOperation.Method", v -> ((ExchangeFacts.Operation) v).method())
        .add("string IOperation.UrlTemplate", v -> ((ExchangeFacts.Operation) v).urlTemplate())
        .type("class IProduct", ExchangeFacts.Product.class)
        .add("string IProduct.Id", v -> ((ExchangeFacts.Product) v).id())
        .add("string IProduct.Name", v -> ((ExchangeFacts.Product) v).name())
        .type("class ISubscription", ExchangeFacts.Subscription.class)
        .add("string ISubscription.Id", v -> ((ExchangeFacts.Subscription) v).id())
        .add("string ISubscription.Name", v -> ((ExchangeFacts.Subscription) v).name())
        .add("string ISubscription.Key", v -> ((ExchangeFacts.Subscription) v).key())
        .add(
            "DateTime ISubscription.CreatedDate",
            v -> DateTime.of(((ExchangeFacts.Subscription) v).created(), DateTime.Kind.UTC));
    people(library);
    deployment(library);
  }

  private static void people(Library.Builder library) {
    library
        .type("class IUser", ExchangeFacts.User.class)
        .add("string IUser.Id", v -> user(v).id())
        .add("string IUser.FirstName", v -> user(v).firstName())
        .add("string IUser.LastName", v -> user(v).lastName())
        .add("string IUser.Email", v -> user(v).email())
        .add(
            "IEnumerable<IGroup> IUser.Groups",
            v -> new ArrayList<Object>(user(v).groups().stream().map(GroupName::new).toList()))
        .type("class IGroup", GroupName.class)
        .add("string IGroup.Id", v -> ((GroupName) v).name())
        .add("string IGroup.Name", v -> ((GroupName) v).name());
  }

  /** A group that a user is in. */
  record GroupName(String name) {}

  private static ExchangeFacts.Deployment d(Object value) {
    return (ExchangeFacts.Deployment) value;
  }

  private static void deployment(Library.Builder library) {
    library
        .type("class IDeployment", ExchangeFacts.Deployment.class)
        .add("string IDeployment.Region", v -> d(v).region())
        .add("string IDeployment.Zone", v -> d(v).zone())
        .add("string IDeployment.ServiceName", v -> d(v).serviceName())
        .add("string IDeployment.ServiceId", v -> d(v).serviceName())
        .add("string IDeployment.GatewayId", v -> d(v).gatewayId())
        .add("IGateway IDeployment.Gateway", v -> v)
        .type("class IGateway", ExchangeFacts.Deployment.class)
        .add("string IGateway.Id", v -> d(v).gatewayId())
        .add("string IGateway.InstanceId", v -> d(v).instanceId())
        .add("bool IGateway.IsManaged", v -> "managed".equals(d(v).gatewayId()))
        .with(
            "IReadOnlyDictionary<string,X509Certificate2> IDeployment.Certificates",
            (e, a) -> c(e.context()).facts().certificates().get())
        .type("class ILastError", ErrorFacts.class)
        .add("string ILastError.Source", v -> e(v).source())
        .add("string ILastError.Reason", v -> e(v).reason())
        .add("string ILastError.Message", v -> e(v).message())
        .add("string ILastError.Scope", v -> e(v).scope())
        .add("string ILastError.Section", v -> e(v).section())
        .add("string ILastError.Path", v -> e(v).path())
        .add("string ILastError.PolicyId", v -> e(v).policyId());
  }
}
