package dev.sluice.standalone.processes;

import dev.sluice.broker.FreePorts;
import java.net.URI;

/** Loopback ports of the parts, which they keep when they are started again. */
record ClusterPorts(
    int broker,
    int controller,
    int brokerProxy,
    int database,
    int databaseProxy,
    int gateway,
    int gatewayProxy,
    int rest,
    int jobManager) {
  private static final String HOST = "127.0.0.1";

  static ClusterPorts free() {
    return new ClusterPorts(
        FreePorts.next(),
        FreePorts.next(),
        FreePorts.next(),
        FreePorts.next(),
        FreePorts.next(),
        FreePorts.next(),
        FreePorts.next(),
        FreePorts.next(),
        FreePorts.next());
  }

  /** Brokers as clients find them: behind a proxy. */
  String bootstrapServers() {
    return HOST + ":" + brokerProxy;
  }

  /** The gateway as devices find it: behind a proxy. */
  URI proxiedGateway() {
    return http(gatewayProxy);
  }

  /** The gateway itself. */
  URI directGateway() {
    return http(gateway);
  }

  /** The JobManager's REST interface. */
  URI jobManagerRest() {
    return http(rest);
  }

  /** An address of the database, as the job finds it: behind a proxy. */
  String proxied(String databaseUrl) {
    return databaseUrl.replace(":" + database + "/", ":" + databaseProxy + "/");
  }

  private static URI http(int port) {
    return URI.create("http://" + HOST + ":" + port);
  }
}
