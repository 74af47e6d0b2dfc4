package dev.sluice.standalone.processes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.broker.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpProxyTest {
  private final int port = FreePorts.next();
  private ServerSocket server;
  private TcpProxy proxy;

  @BeforeEach
  void start() throws IOException {
    server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    proxy = TcpProxy.start(port, server.getLocalPort());
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    server.close();
  }

  @Test
  void connection_bytes_arriveInBothDirections() throws IOException {
    try (Socket client = connect();
        Socket accepted = server.accept()) {
      client.getOutputStream().write("there".getBytes(UTF_8));
      assertThat(accepted.getInputStream().readNBytes(5)).asString().isEqualTo("there");
      accepted.getOutputStream().write("back".getBytes(UTF_8));
      assertThat(client.getInputStream().readNBytes(4)).asString().isEqualTo("back");
    }
  }

  @Test
  void cut_openConnection_endsAndANewOneIsLetIn() throws IOException {
    try (Socket client = connect();
        Socket accepted = server.accept()) {
      client.getOutputStream().write(1);
      assertThat(accepted.getInputStream().read()).isEqualTo(1);

      proxy.cut();

      assertThat(ended(accepted)).isTrue();
    }
    connection_bytes_arriveInBothDirections();
  }

  @Test
  void close_newConnection_isRefused() {
    proxy.close();

    assertThatThrownBy(this::connect).isInstanceOf(IOException.class);
  }

  private Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), port);
  }

  private static boolean ended(Socket socket) {
    try {
      return socket.getInputStream().read() < 0;
    } catch (IOException reset) {
      return true;
    }
  }
}
