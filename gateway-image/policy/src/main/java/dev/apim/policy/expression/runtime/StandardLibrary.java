package dev.apim.policy.expression.runtime;

import dev.apim.policy.expression.type.Fault;
import dev.apim.policy.expression.type.Library;
import dev.apim.policy.expression.type.Operation;
import dev.apim.policy.expression.type.Type;
import java.util.function.BiPredicate;
import java.util.function.Function;

/** Everything that policy expressions can name. */
public final class StandardLibrary {

  private static final Library LIBRARY = build();

  private StandardLibrary() {}

  public static Library get() {
    return LIBRARY;
  }

  /** Casts of elements come at run time, when the library is there to ask. */
  private static Library build() {
    Library[] later = new Library[1];
    BiPredicate<Type, Object> instance = (type, value) -> later[0].isInstance(type, value);
    Function<Type, Operation.One> casts =
        type ->
            value -> {
              if (value != null && !instance.test(type, value)) {
                throw Fault.invalidCast(value, type);
              }
              return value;
            };
    Library.Builder library = Library.builder();
    CollectionLibrary.declare(library);
    NumberLibrary.declare(library);
    StyleLibrary.declare(library);
    StringLibrary.declare(library);
    OperatorLibrary.declare(library);
    LinqLibrary.declare(library, casts, instance);
    MiscLibrary.declare(library);
    TextLibrary.declare(library);
    DateLibrary.declare(library);
    CryptoLibrary.declare(library);
    BytesLibrary.declare(library);
    RegexLibrary.declare(library);
    UriLibrary.declare(library);
    NetworkLibrary.declare(library);
    JsonLibrary.declare(library);
    XmlLibrary.declare(library);
    CertificateLibrary.declare(library);
    ContextLibrary.declare(library, instance);
    later[0] = library.build();
    return later[0];
  }
}
