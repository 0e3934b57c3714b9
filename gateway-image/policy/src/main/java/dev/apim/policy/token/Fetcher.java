package dev.apim.policy.token;

import dev.apim.policy.host.Callback;

/** Gets a document over HTTP, with a bound on time and size. May answer on any thread. */
public interface Fetcher {

  void get(String url, Callback<byte[]> done);
}
