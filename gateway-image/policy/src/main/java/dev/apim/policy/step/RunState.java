package dev.apim.policy.step;

import dev.apim.policy.context.MessageBody;
import dev.apim.policy.context.ResponseMessage;
import dev.apim.policy.context.ValueMap;
import dev.apim.policy.host.Exchange;
import dev.apim.policy.state.CacheStore;
import dev.apim.policy.state.CachedResponse;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** What the steps of one exchange share. Used by the exchange's thread only. */
public final class RunState {

  private static final int HEAVY_BYTES = 64 * 1024;

  private final Exchange exchange;
  private final Deque<Consumer<ResponseMessage>> onAnswer = new ArrayDeque<>(0);
  private final Deque<LongConsumer> onClose = new ArrayDeque<>(0);
  private String section = "inbound";
  private boolean closed;
  private boolean heavy;
  private boolean preflightUnmatched;
  private CachedResponse stale;
  private CacheSlot cacheSlot;
  private CacheStore cacheStore;
  private boolean fromCache;

  /** Where cache-store puts the response that cache-lookup did not find. */
  record CacheSlot(String key, String visibility, boolean revalidate) {}

  public RunState(Exchange exchange) {
    this.exchange = exchange;
  }

  public Exchange exchange() {
    return exchange;
  }

  String section() {
    return section;
  }

  /** The section whose policies come now. */
  public void section(String now) {
    section = now;
  }

  private boolean onResponse() {
    return section.equals("outbound") || section.equals("on-error");
  }

  /** The headers that set-header means in this section. */
  ValueMap headers() {
    return onResponse() ? response().headers() : exchange.request().headers();
  }

  /** The body that set-body means in this section. */
  MessageBody body() {
    return onResponse() ? response().body() : exchange.request().body();
  }

  ResponseMessage response() {
    return exchange.response() == null ? exchange.newResponse() : exchange.response();
  }

  /** Does something to the response last of all, whoever made it. */
  void onAnswer(Consumer<ResponseMessage> action) {
    onAnswer.add(action);
  }

  /** Does something when the exchange is over, with the bytes of both bodies. */
  void onClose(LongConsumer action) {
    onClose.add(action);
  }

  /** Runs what was left for the answer. */
  public void answer() {
    while (!onAnswer.isEmpty()) {
      onAnswer.poll().accept(response());
    }
  }

  /** Runs what was left for the end; steps that wait do not go on. */
  public void close(long bodyBytes) {
    if (!closed) {
      closed = true;
      while (!onClose.isEmpty()) {
        onClose.poll().accept(bodyBytes);
      }
    }
  }

  /**
   * Whether a body that policies can read is, or was, so large that looking at it takes a while.
   */
  boolean isHeavy() {
    if (!heavy) {
      ResponseMessage response = exchange.response();
      heavy = isHeavy(exchange.request().body()) || response != null && isHeavy(response.body());
    }
    return heavy;
  }

  private static boolean isHeavy(MessageBody body) {
    return body != null && body.bytes(true).length > HEAVY_BYTES;
  }

  boolean isClosed() {
    return closed;
  }

  /** True where a preflight came that no cors policy has answered. */
  public boolean endsPreflight() {
    return preflightUnmatched;
  }

  boolean isPreflightUnmatched() {
    return preflightUnmatched;
  }

  void preflightUnmatched(boolean value) {
    preflightUnmatched = value;
  }

  /** True where the response is one that cache-lookup found. */
  public boolean isFromCache() {
    return fromCache;
  }

  void fromCache(boolean value) {
    fromCache = value;
  }

  CachedResponse stale() {
    return stale;
  }

  void stale(CachedResponse response) {
    stale = response;
  }

  /** The cache that cache-lookup asked. */
  CacheStore cacheStore() {
    return cacheStore;
  }

  void cacheStore(CacheStore store) {
    cacheStore = store;
  }

  CacheSlot cacheSlot() {
    return cacheSlot;
  }

  void cacheSlot(CacheSlot slot) {
    cacheSlot = slot;
  }
}
