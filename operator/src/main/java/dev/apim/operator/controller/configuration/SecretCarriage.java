package dev.apim.operator.controller.configuration;

import dev.apim.api.config.ConfigurationDocument;
import dev.apim.api.config.SecretData;
import dev.apim.api.config.SecretReference;
import dev.apim.api.v1alpha1.ApiManagementInstance;
import dev.apim.compiler.ObjectKey;
import dev.apim.compiler.SecretSource;
import dev.apim.operator.domain.sync.InstanceKey;
import dev.apim.operator.manifest.Ownership;
import dev.apim.operator.manifest.ValueSecret;
import dev.apim.operator.observe.Answers;
import dev.apim.operator.observe.SecretReader;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Carries secrets from the Secrets that users name to immutable ones with random names, which the
 * document refers to. A value that is carried already keeps its reference, so that the same content
 * gives the same revision; whether it is the same is found out by reading it back, never by
 * something derived from it that others could see.
 */
@ApplicationScoped
class SecretCarriage {

  private static final Logger LOG = Logger.getLogger(SecretCarriage.class);

  private final KubernetesClient client;
  private final SecretReader reader;
  private final Map<InstanceKey, Carried> instances = new ConcurrentHashMap<>();
  private final List<Consumer<InstanceKey>> listeners = new CopyOnWriteArrayList<>();

  SecretCarriage(KubernetesClient client, SecretReader reader) {
    this.client = client;
    this.reader = reader;
  }

  /** The secrets of one compile. */
  Session begin(InstanceKey key, Optional<ConfigurationDocument> active) {
    Carried carried = instances.computeIfAbsent(key, unknown -> new Carried());
    Map<String, SecretReference> references = new HashMap<>();
    active.ifPresent(
        document ->
            document.secrets().forEach(reference -> references.put(reference.key(), reference)));
    return new Session(key, carried, references);
  }

  /** Tells of changes of the Secrets that a compile has looked at. */
  void follow(InstanceKey key, Session session) {
    reader.follow(who(key), key.namespace(), session.looked, () -> tell(key));
  }

  private void tell(InstanceKey key) {
    listeners.forEach(listener -> listener.accept(key));
  }

  /** Hears of instances whose Secrets have changed, on a thread of the client. */
  void onChange(Consumer<InstanceKey> listener) {
    listeners.add(listener);
  }

  /**
   * Creates what a document refers to and is not there, before anything that names it, and watches
   * it: what a hand deletes is made again (B8).
   */
  void write(ApiManagementInstance instance, ConfigurationDocument document) {
    InstanceKey key = InstanceKeys.of(instance);
    Carried carried = instances.computeIfAbsent(key, unknown -> new Carried());
    Map<String, Map<String, String>> data = data(key, document);
    data.forEach(
        (name, values) -> {
          boolean known = carried.isThere(name);
          if (known && reader.read(key.namespace(), name).isPresent()) {
            return;
          }
          create(instance, ValueSecret.of(key.namespace(), key.name(), name, values));
          carried.there(name, values);
          if (known) {
            LOG.infof("%s: Secret %s was gone and is made again", who(key), name);
          }
        });
    reader.follow(written(key), key.namespace(), data.keySet(), () -> tell(key));
  }

  /** What a document refers to, for other clusters. */
  SecretData of(InstanceKey key, ConfigurationDocument document) {
    return new SecretData(data(key, document));
  }

  void forget(InstanceKey key) {
    instances.remove(key);
    reader.forget(who(key));
    reader.forget(written(key));
  }

  private static String written(InstanceKey key) {
    return who(key) + "/written";
  }

  private static String who(InstanceKey key) {
    return key.namespace() + "/" + key.name();
  }

  private Map<String, Map<String, String>> data(InstanceKey key, ConfigurationDocument document) {
    Carried carried = instances.computeIfAbsent(key, unknown -> new Carried());
    Map<String, Map<String, String>> data = new TreeMap<>();
    document
        .secrets()
        .forEach(
            reference ->
                value(key, carried, reference)
                    .ifPresent(
                        value ->
                            data.computeIfAbsent(reference.name(), name -> new TreeMap<>())
                                .put(reference.key(), value)));
    return data;
  }

  private Optional<String> value(InstanceKey key, Carried carried, SecretReference reference) {
    return carried
        .find(reference)
        .or(
            () -> {
              if (carried.isThere(reference.name())) {
                return Optional.empty();
              }
              reader
                  .read(key.namespace(), reference.name())
                  .ifPresent(data -> carried.there(reference.name(), data));
              return carried.find(reference);
            });
  }

  private void create(ApiManagementInstance instance, Secret secret) {
    secret.getMetadata().setNamespace(instance.getMetadata().getNamespace());
    secret.getMetadata().setOwnerReferences(List.of(Ownership.byController(instance)));
    try {
      client.resource(secret).create();
    } catch (KubernetesClientException e) {
      if (!Answers.isConflict(e)) {
        throw e;
      }
    }
  }

  /** One compile's look at Secrets. */
  final class Session implements SecretSource {

    private final InstanceKey key;
    private final Carried carried;
    private final Map<String, SecretReference> active;
    private final Set<String> looked = new TreeSet<>();
    private final CarriedNames names;

    private Session(InstanceKey key, Carried carried, Map<String, SecretReference> active) {
      this.key = key;
      this.carried = carried;
      this.active = active;
      this.names = new CarriedNames(key.name());
    }

    @Override
    public Found find(ObjectKey object, String secret, String dataKey) {
      looked.add(secret);
      Optional<Map<String, String>> data = reader.read(key.namespace(), secret);
      if (data.isEmpty()) {
        return Found.problem(
            "the Secret \""
                + secret
                + "\" does not exist; make it, with "
                + SecretSource.describe(dataKey));
      }
      String value = SecretSource.value(data.get(), dataKey);
      if (value == null || value.isEmpty()) {
        return Found.problem(
            "the Secret \""
                + secret
                + "\" has no value under "
                + SecretSource.describe(dataKey)
                + "; it has: "
                + String.join(", ", data.get().keySet()));
      }
      if (value.getBytes(StandardCharsets.UTF_8).length > CarriedNames.LONGEST_VALUE) {
        return Found.problem(
            "the Secret \""
                + secret
                + "\" has more than "
                + CarriedNames.LONGEST_VALUE
                + " bytes under "
                + SecretSource.describe(dataKey)
                + ", which is too long to be carried to gateways");
      }
      return new Found(reference(CarriedNames.key(object, dataKey), value), value, null);
    }

    private SecretReference reference(String slot, String value) {
      SecretReference before = active.get(slot);
      if (before != null && carried(before).filter(value::equals).isPresent()) {
        return before;
      }
      return carried
          .waiting(slot, value)
          .orElseGet(
              () -> {
                SecretReference made = new SecretReference(names.next(value), slot);
                carried.waits(made, value);
                return made;
              });
    }

    @Override
    public Optional<String> carried(SecretReference reference) {
      return value(key, carried, reference);
    }
  }
}
