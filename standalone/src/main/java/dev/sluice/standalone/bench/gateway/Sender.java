package dev.sluice.standalone.bench.gateway;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One kept-alive connection, which sends the next request when the one before has been answered. A
 * request whose connection breaks is counted as that, and the next one gets another connection.
 * Everything here happens on one event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails ends its connection, which is noticed
final class Sender extends ChannelInitializer<Channel> {
  private static final int TIMEOUT_SECONDS = 30;

  private final EventLoop loop;
  private final Bootstrap bootstrap;
  private final Agenda agenda;
  private final Answers answers;
  private final Runnable whenDone;
  private @Nullable Channel connection;
  private boolean waiting;

  /**
   * A sender.
   *
   * @param bootstrap connects to the gateway on that loop
   * @param whenDone called once, when nothing is left to send
   */
  Sender(EventLoop loop, Bootstrap bootstrap, Agenda agenda, Answers answers, Runnable whenDone) {
    this.loop = loop;
    this.bootstrap = bootstrap.clone().handler(this);
    this.agenda = agenda;
    this.answers = answers;
    this.whenDone = whenDone;
  }

  /** Begins with the agenda's next request. */
  void start() {
    loop.execute(this::next);
  }

  @Override
  protected void initChannel(Channel channel) {
    channel
        .pipeline()
        .addLast(new ReadTimeoutHandler(TIMEOUT_SECONDS))
        .addLast(new HttpResponseDecoder())
        .addLast(new AnswerReader());
  }

  private void next() {
    agenda.next().ifPresentOrElse(this::sendWhenDue, this::finish);
  }

  private void sendWhenDue(Agenda.Entry entry) {
    long early = entry.dueNanos() - System.nanoTime();
    if (early > 0) {
      var unused = loop.schedule(() -> send(entry.wire()), early, TimeUnit.NANOSECONDS);
    } else {
      send(entry.wire());
    }
  }

  private void send(ByteBuf request) {
    waiting = true;
    if (connection != null && connection.isActive()) {
      connection.writeAndFlush(request.retainedDuplicate());
    } else {
      bootstrap.connect().addListener((ChannelFuture made) -> sendOver(made, request));
    }
  }

  private void sendOver(ChannelFuture made, ByteBuf request) {
    if (made.isSuccess()) {
      connection = made.channel();
      connection.writeAndFlush(request.retainedDuplicate());
    } else {
      settle(Answers.BROKEN);
    }
  }

  private void settle(int status) {
    waiting = false;
    answers.count(status);
    next();
  }

  private void finish() {
    if (connection != null) {
      connection.close();
      connection = null;
    }
    whenDone.run();
  }

  /** Reads the answers of one connection, until it ends. */
  private final class AnswerReader extends SimpleChannelInboundHandler<HttpObject> {
    private int status = Answers.BROKEN;

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
      if (part instanceof HttpResponse response) {
        status = response.decoderResult().isSuccess() ? response.status().code() : Answers.BROKEN;
      }
      if (part instanceof LastHttpContent) {
        settle(status);
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      connection = null;
      if (waiting) {
        settle(Answers.BROKEN);
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable broken) {
      context.close();
    }
  }
}
