package dev.apim.gateway.telemetry;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends spans to an OTLP/HTTP receiver. What it does not take is lost and counted. */
final class SpanExporter {

  private static final Logger LOG = LoggerFactory.getLogger(SpanExporter.class);
  private static final long PATIENCE_SECONDS = 5;

  private final HttpClient client;
  private final String address;
  private final Spans spans;
  private final Runnable dropped;
  private String trouble = "";

  SpanExporter(Vertx vertx, String endpoint, Spans spans, Runnable dropped) {
    this.client =
        vertx.createHttpClient(new HttpClientOptions().setConnectTimeout(2_000).setTrustAll(false));
    this.address = endpoint + "/v1/traces";
    this.spans = spans;
    this.dropped = dropped;
  }

  /** Blocks until they are taken or lost. */
  void send(List<RequestRecord> records) {
    Buffer body = Buffer.buffer(spans.document(records).toString());
    try {
      int status =
          client
              .request(
                  new RequestOptions()
                      .setMethod(HttpMethod.POST)
                      .setAbsoluteURI(address)
                      .setTimeout(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS)))
              .compose(
                  request ->
                      request
                          .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                          .send(body)
                          .compose(SpanExporter::whole))
              .await(PATIENCE_SECONDS, TimeUnit.SECONDS);
      tell(status / 100 == 2 ? "" : "it answers " + status, records);
    } catch (Exception e) {
      tell(e.toString(), records);
    }
  }

  private static io.vertx.core.Future<Integer> whole(HttpClientResponse answer) {
    int status = answer.statusCode();
    return answer.end().map(read -> status);
  }

  private void tell(String now, List<RequestRecord> records) {
    if (!now.isEmpty()) {
      records.forEach(lost -> dropped.run());
    }
    if (!now.equals(trouble)) {
      trouble = now;
      LOG.info(now.isEmpty() ? "Spans are exported to {}" : "Spans are lost, {}: " + now, address);
    }
  }
}
