package dev.apim.policy.context;

import java.util.Map;

/** The request on its way to the backend; {@code originalUrl} is what the client called. */
public interface RequestMessage {

  String method();

  void method(String method);

  RequestUrl url();

  void url(RequestUrl url);

  RequestUrl originalUrl();

  String ipAddress();

  ValueMap headers();

  ValueMap query();

  Map<String, String> matchedParameters();

  /** Never null; an absent body is empty. */
  MessageBody body();
}
