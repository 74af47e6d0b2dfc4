package dev.sluice.standalone.bench.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Sends requests over a bounded number of connections: either each connection as fast as answers
 * come, or, open-loop, each request at its own time whatever became of those before, until all
 * connections wait.
 *
 * <p>All connections have one thread. On loopback the work of waking up who waits for an answer is
 * accounted to who answers: with a thread for each connection the gateway paid for one wake-up a
 * request, which over a network nobody asks of it.
 *
 * @param port of the gateway on loopback
 * @param path where to
 * @param connections how many at most
 * @param requests how many are sent altogether
 * @param perSecond how many are due each second; 0 for as fast as answers come
 */
record Load(int port, String path, int connections, long requests, double perSecond) {

  /** Blocks until every request has been answered. */
  Answers send(List<byte[]> bodies) throws InterruptedException {
    List<ByteBuf> wire = bodies.stream().map(this::request).toList();
    var thread = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    var agenda = new Agenda(wire, requests, perSecond, System.nanoTime());
    var answers = new Answers();
    var open = new CountDownLatch(connections);
    Bootstrap bootstrap =
        new Bootstrap()
            .group(thread)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .remoteAddress(InetAddress.getLoopbackAddress(), port);
    try {
      for (int i = 0; i < connections; i++) {
        new Sender(thread.next(), bootstrap, agenda, answers, open::countDown).start();
      }
      open.await();
      return answers;
    } finally {
      thread.shutdownGracefully(0, 1, TimeUnit.SECONDS).await();
      wire.forEach(ByteBuf::release);
    }
  }

  /** A whole request as it goes over the wire. */
  private ByteBuf request(byte[] body) {
    byte[] head =
        ("POST "
                + path
                + " HTTP/1.1\r\nHost: localhost\r\n"
                + "Content-Type: application/octet-stream\r\n"
                + "Content-Length: "
                + body.length
                + "\r\n\r\n")
            .getBytes(ISO_8859_1);
    return Unpooled.directBuffer(head.length + body.length).writeBytes(head).writeBytes(body);
  }
}
