package dev.sluice.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ingest.http.HttpLimits;
import dev.sluice.schemas.ReportFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Clients that do not come to an end: bodies that stop, headers that trickle in. */
class LateClientsTest extends ServedIngest {
  @Override
  HttpLimits limits() {
    return HASTY;
  }

  @Test
  void any_bodyThatStops_is408AndTheConnectionIsClosed() throws Exception {
    try (RawConnection connection = new RawConnection(server.port())) {
      connection
          .send(RawConnection.postHead("/v1/reports", "Content-Length: " + ReportFormat.BYTES))
          .send(new byte[100]);

      assertThat(connection.status()).isEqualTo(408);
      assertThat(connection.isClosedByServer()).isTrue();
    }
    assertThat(client.status().getJsonObject("deferred").getMap())
        .isEqualTo(Map.of("body-timeout", 1));
  }

  @Test
  void any_refusedRequestWhoseBodyNeverEnds_isClosed() throws Exception {
    try (RawConnection connection = new RawConnection(server.port())) {
      connection
          .send(RawConnection.postHead("/nowhere", "Content-Length: 1000000"))
          .send(new byte[100]);

      assertThat(connection.status()).isEqualTo(404);
      assertThat(connection.isClosedByServer()).isTrue();
    }
  }

  @Test
  void any_headersThatNeverEnd_areClosedThoughBytesTrickleIn() throws Exception {
    try (RawConnection connection = new RawConnection(server.port())) {
      connection.send("POST /v1/reports HTTP/1.1\r\n");

      assertThat(connection.isClosedByServerThough("X")).isTrue();
    }
  }

  @Test
  void any_bodyThatTricklesIn_is408() throws Exception {
    try (RawConnection connection = new RawConnection(server.port())) {
      connection.send(RawConnection.postHead("/v1/reports", "Transfer-Encoding: chunked"));

      assertThat(connection.isClosedByServerThough("1\r\nx\r\n")).isTrue();
    }
    assertThat(client.status().getJsonObject("deferred").getMap())
        .isEqualTo(Map.of("body-timeout", 1));
  }
}
