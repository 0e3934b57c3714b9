package dev.apim.operator.controller.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.api.v1alpha1.Reason;
import dev.apim.compiler.ObjectKey;
import dev.apim.operator.controller.configuration.InstanceState.ObjectState;
import dev.apim.operator.domain.sync.InstanceKey;
import dev.apim.operator.domain.sync.Judgement;
import dev.apim.operator.domain.sync.LocationReach;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InstanceStatesTest {

  private static final InstanceKey CONTOSO = new InstanceKey("apim", "contoso");
  private static final ObjectKey ORDERS = new ObjectKey("Api", "orders");
  private static final ObjectKey USERS = new ObjectKey("Api", "users");
  private static final Judgement GOOD = new Judgement(true, Reason.Accepted, "");

  private final InstanceStates states = new InstanceStates();
  private final List<Object> heard = new ArrayList<>();

  @BeforeEach
  void listen() {
    states.listen(
        new InstanceStates.Listener() {
          @Override
          public void instanceChanged(InstanceKey instance) {
            heard.add(instance);
          }

          @Override
          public void objectChanged(InstanceKey instance, ObjectKey object) {
            heard.add(object);
          }
        });
    states.put(CONTOSO, state(Map.of(ORDERS, at(1), USERS, at(1)), 0));
    heard.clear();
  }

  @Test
  void thatAnInstanceComesAndGoesIsNewsOfEveryObjectOnce() {
    states.appeared(CONTOSO);
    states.appeared(CONTOSO);
    assertThat(states.exists(CONTOSO)).isTrue();
    states.gone(CONTOSO);
    states.gone(CONTOSO);

    assertThat(states.exists(CONTOSO)).isFalse();
    assertThat(heard).containsExactly(CONTOSO, CONTOSO);
  }

  @Test
  void theSameStateAgainIsNoNews() {
    states.put(CONTOSO, state(Map.of(ORDERS, at(1), USERS, at(1)), 0));

    assertThat(heard).isEmpty();
  }

  @Test
  void anEditOfOneObjectIsNewsOfThatObject() {
    states.put(CONTOSO, state(Map.of(ORDERS, at(2), USERS, at(1)), 0));

    assertThat(heard).containsExactly(ORDERS);
  }

  @Test
  void replicasAreNewsOfTheObjectsThatWaitForThem() {
    states.setPending(CONTOSO, USERS, true);

    states.put(CONTOSO, state(Map.of(ORDERS, at(1), USERS, at(1)), 5));

    assertThat(heard).containsExactly(USERS);
  }

  @Test
  void anInstanceThatTakesNoObjectsIsNewsOfAll() {
    states.put(CONTOSO, InstanceState.refusing(Judgement.notPrimary("west", "westus")));

    assertThat(heard).containsExactly(CONTOSO);
  }

  @Test
  void anInstanceThatIsGoneIsNewsOfAll() {
    states.remove(CONTOSO);

    assertThat(heard).containsExactly(CONTOSO);
  }

  private static ObjectState at(long sequence) {
    return new ObjectState(1, GOOD, Optional.of(sequence));
  }

  private static InstanceState state(Map<ObjectKey, ObjectState> objects, int replicas) {
    return new InstanceState(
        Optional.empty(), objects, List.of(new LocationReach("West US", 1L, replicas, 6)));
  }
}
