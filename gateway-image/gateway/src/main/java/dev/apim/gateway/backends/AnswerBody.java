package dev.apim.gateway.backends;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.streams.ReadStream;

/**
 * The body of a backend's answer, for whoever takes it. The backend is watched while somebody is
 * ready for more, and not while policies or a slow client keep it waiting.
 */
public final class AnswerBody implements ReadStream<Buffer> {

  private final HttpClientResponse answer;
  private final SilenceWatch silence;
  private final SilenceWatch.Watched call;
  private Handler<Throwable> broken;
  private boolean begun;

  /**
   * Of an answer that is paused, or has just come.
   *
   * @param call is told of silence, and then breaks it off
   */
  public AnswerBody(HttpClientResponse answer, SilenceWatch silence, SilenceWatch.Watched call) {
    this.answer = answer;
    this.silence = silence;
    this.call = call;
  }

  /** What it is the body of. */
  public HttpClientResponse answer() {
    return answer;
  }

  /** Tells whoever takes it that the rest will not come. */
  public void breakOff(Throwable cause) {
    if (broken != null) {
      broken.handle(cause);
    }
  }

  /** It has come whole; what is left is the client's. */
  void end() {
    silence.end(call);
  }

  @Override
  public AnswerBody exceptionHandler(Handler<Throwable> handler) {
    broken = handler;
    answer.exceptionHandler(handler);
    return this;
  }

  @Override
  public AnswerBody handler(Handler<Buffer> handler) {
    answer.handler(
        chunk -> {
          silence.heard(call);
          handler.handle(chunk);
        });
    return this;
  }

  @Override
  public AnswerBody pause() {
    silence.pause(call);
    answer.pause();
    return this;
  }

  @Override
  public AnswerBody resume() {
    if (begun) {
      silence.resume(call);
    } else {
      begun = true;
      silence.watch(call, answer);
    }
    answer.resume();
    return this;
  }

  @Override
  public AnswerBody fetch(long amount) {
    throw new UnsupportedOperationException("it is taken whole");
  }

  @Override
  public AnswerBody endHandler(Handler<Void> handler) {
    answer.endHandler(
        end -> {
          end();
          handler.handle(end);
        });
    return this;
  }
}
