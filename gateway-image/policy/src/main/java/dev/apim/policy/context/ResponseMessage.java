package dev.apim.policy.context;

/** The response on its way to the client, or one that send-request fetched. */
public interface ResponseMessage {

  int status();

  String reason();

  void status(int code, String reason);

  ValueMap headers();

  /** Never null; an absent body is empty. */
  MessageBody body();
}
