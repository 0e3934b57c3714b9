package dev.apim.operator.remote;

import java.util.concurrent.ThreadFactory;

/** Threads that carry the name of their cluster and never keep the process alive. */
final class Threads {

  private Threads() {}

  static ThreadFactory named(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }
}
