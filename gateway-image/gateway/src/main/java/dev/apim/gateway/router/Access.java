package dev.apim.gateway.router;

import dev.apim.api.config.KeyRuleEntry;
import dev.apim.policy.context.ExchangeFacts;
import java.util.Map;

/** Who may call an API (B123), as Azure decides it. */
final class Access {

  private final String api;
  private final KeyRuleEntry rule;
  private final Map<String, ExchangeFacts.Product> products;
  private final ExchangeFacts.Product open;
  private final KeyRing keys;

  /**
   * Access to one API.
   *
   * @param products the published products that it is in, by name
   * @param open the one of them that asks for no key; null where each does
   */
  Access(
      String api,
      KeyRuleEntry rule,
      Map<String, ExchangeFacts.Product> products,
      ExchangeFacts.Product open,
      KeyRing keys) {
    this.api = api;
    this.rule = rule;
    this.products = products;
    this.open = open;
    this.keys = keys;
  }

  /**
   * Whether a request may go on.
   *
   * @param refusal why not; null where it may
   */
  record Admission(Caller caller, Refusal refusal) {

    static final Admission FREE = new Admission(Caller.ANYBODY, null);
    static final Admission MISSING = new Admission(Caller.ANYBODY, Refusal.KEY_MISSING);
    static final Admission INVALID = new Admission(Caller.ANYBODY, Refusal.KEY_INVALID);
  }

  Admission admit(Asked asked, String target) {
    String key = asked.header(rule.header());
    if (key == null) {
      key = QueryText.value(target, rule.query());
    }
    if (key != null && !key.isEmpty()) {
      return withKey(key);
    }
    if (open != null) {
      return new Admission(new Caller(open, null), null);
    }
    return rule.required() ? Admission.MISSING : Admission.FREE;
  }

  /** A key that is none is refused even where none is needed. */
  private Admission withKey(String key) {
    KeyRing.Holder holder = keys.find(key);
    if (holder == null) {
      return Admission.INVALID;
    }
    ExchangeFacts.Product product = null;
    if (holder.product() != null) {
      product = products.get(holder.product());
      if (product == null) {
        return Admission.INVALID;
      }
    } else if (holder.api() != null && !holder.api().equals(api)) {
      return Admission.INVALID;
    }
    return new Admission(new Caller(product, holder.facts(key)), null);
  }
}
