package dev.sluice.standalone.processes;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Passes loopback connections on, as slowly as it is told, and cuts them when it is told: what a
 * network does that is not a loopback.
 */
public final class TcpProxy implements AutoCloseable {
  private static final int CHUNK_BYTES = 16 * 1024;
  private static final int BACKLOG = 200;
  private static final int CONNECT_MILLIS = 2000;
  private static final int CLOSE_MILLIS = 2000;

  private final ServerSocket listening;
  private final int target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Thread accepting;
  private volatile long delayMillis;

  private TcpProxy(ServerSocket listening, int target) {
    this.listening = listening;
    this.target = target;
    this.accepting = daemon("proxy-" + listening.getLocalPort(), this::accept);
  }

  /** Listens on one loopback port for connections to another. */
  static TcpProxy start(int port, int target) throws IOException {
    return new TcpProxy(new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress()), target);
  }

  /** Every chunk of bytes waits this long, in each direction; zero for none. */
  public void delay(Duration delay) {
    delayMillis = delay.toMillis();
  }

  /** Cuts every connection there is; new ones are let in. */
  public void cut() {
    open.forEach(TcpProxy::closeHard);
    open.clear();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        daemon("proxy-connection", () -> connect(client));
      } catch (IOException closedOrTooMany) {
        // a closed one ends the loop; otherwise the next connection may fare better
      }
    }
  }

  private void connect(Socket client) {
    Socket server = new Socket();
    try {
      server.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), target), CONNECT_MILLIS);
      server.setTcpNoDelay(true);
      client.setTcpNoDelay(true);
      open.add(client);
      open.add(server);
      daemon("proxy-back", () -> pass(server, client));
      pass(client, server);
    } catch (IOException unreachable) {
      closeHard(client);
    }
  }

  private void pass(Socket from, Socket to) {
    byte[] chunk = new byte[CHUNK_BYTES];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        if (delayMillis > 0) {
          Thread.sleep(delayMillis);
        }
        out.write(chunk, 0, read);
        out.flush();
      }
    } catch (IOException cutOrEnded) {
      // either way both ends go
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(from);
      open.remove(to);
      closeHard(from);
      closeHard(to);
    }
  }

  private static void closeHard(Socket socket) {
    try {
      socket.close();
    } catch (IOException ignored) {
      // it is gone
    }
  }

  private static Thread daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException ignored) {
      // it is gone
    }
    try {
      // Until that thread has left the socket, the system lets connections in.
      accepting.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    cut();
  }
}
