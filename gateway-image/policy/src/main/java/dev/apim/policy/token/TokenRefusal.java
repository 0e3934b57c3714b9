package dev.apim.policy.token;

/** Why a token is refused: a reason in one word, and a message that holds nothing secret. */
public record TokenRefusal(String reason, String message) {

  /** True where another key might do: the provider may have changed its keys. */
  public boolean forWantOfKey() {
    return reason.equals("TokenSignatureKeyNotFound");
  }
}
