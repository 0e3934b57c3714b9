package dev.apim.gateway.listener;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Closes connections of clients that take too long. Silence ends one at once, also where an answer
 * is not read. With HTTP/1.1 the head of a request must be complete in time, counted from its first
 * byte, so that bytes that trickle hold no connection; between requests and within bodies only
 * silence counts.
 *
 * <p>A connection in clear text is told of when its first head is complete, not before. Until then
 * the server's own time-out for silence counts, which knows heads only; it is to be that of heads.
 */
final class SlowClients {

  private static final String IDLE = "idle";

  private final long millis;
  private boolean between;
  private boolean incomplete;
  private Future<?> deadline;

  private SlowClients(Duration longest, boolean headIsRead) {
    this.millis = longest.toMillis();
    this.between = !headIsRead;
  }

  /**
   * Watches a connection from its beginning.
   *
   * @param head how long a head may take
   * @param silence how long nothing may come or go
   */
  static void watch(HttpConnection connection, Duration head, Duration silence) {
    // the public API tells of whole heads only, and waits for what a silent client never takes
    ConnectionBase base = (ConnectionBase) connection;
    ChannelPipeline pipeline = base.channel().pipeline();
    pipeline.replace(
        IDLE, IDLE, new IdleStateHandler(0, 0, silence.toMillis(), TimeUnit.MILLISECONDS));
    pipeline.addBefore(base.channelHandlerContext().name(), "slow-clients-silence", new Silence());
    if (connection.protocolVersion() == HttpVersion.HTTP_2) {
      return;
    }
    ChannelHandlerContext decoder = pipeline.context(HttpRequestDecoder.class);
    if (decoder != null) {
      SlowClients watch = new SlowClients(head, !connection.isSsl());
      pipeline.addBefore(decoder.name(), "slow-clients-bytes", watch.new Bytes());
      pipeline.addAfter(decoder.name(), "slow-clients-heads", watch.new Heads());
    }
  }

  private void begin(ChannelHandlerContext context) {
    if (deadline == null) {
      deadline = context.executor().schedule(() -> context.close(), millis, TimeUnit.MILLISECONDS);
    }
  }

  private void end() {
    incomplete = false;
    if (deadline != null) {
      deadline.cancel(false);
      deadline = null;
    }
  }

  private static final class Silence extends ChannelInboundHandlerAdapter {

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof IdleStateEvent) {
        context.close();
      } else {
        context.fireUserEventTriggered(event);
      }
    }
  }

  private final class Bytes extends ChannelInboundHandlerAdapter {

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
      if (between) {
        begin(context);
      }
    }

    /** A head that comes whole, as nearly all do, needs no deadline. */
    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
      incomplete = between;
      context.fireChannelRead(bytes);
      if (context.pipeline().get(HttpRequestDecoder.class) == null) {
        end();
        context.pipeline().remove(this);
      } else if (incomplete) {
        begin(context);
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      end();
      context.fireChannelInactive();
    }
  }

  private final class Heads extends ChannelInboundHandlerAdapter {

    @Override
    public void channelRead(ChannelHandlerContext context, Object part) {
      if (part instanceof HttpRequest) {
        between = false;
        end();
      }
      if (part instanceof LastHttpContent) {
        between = true;
      }
      context.fireChannelRead(part);
    }
  }
}
