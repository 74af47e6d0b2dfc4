package dev.sluice.standalone.processes;

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

  static ClusterPorts free() {
    FreePorts free = new FreePorts();
    return new ClusterPorts(
        free.next(),
        free.next(),
        free.next(),
        free.next(),
        free.next(),
        free.next(),
        free.next(),
        free.next(),
        free.next());
  }
}
