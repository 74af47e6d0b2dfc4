package dev.sluice.standalone.bench.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.ingest.IngestConfig;
import dev.sluice.ingest.IngestServer;
import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.registry.Registries;
import dev.sluice.standalone.bench.worker.ProcessorTime;
import dev.sluice.standalone.bench.worker.Role;
import dev.sluice.standalone.bench.worker.RoleProgram;
import java.io.IOException;

/** The gateway as it is, in a process of its own. Every question is answered with its account. */
final class GatewayProgram implements Role {
  private final IngestServer server;

  private GatewayProgram(String bootstrapServers) throws IOException {
    server =
        IngestServer.start(
            IngestConfig.local(bootstrapServers, Registries.of(BundledRegistry.load())));
  }

  public static void main(String[] arguments) throws IOException {
    RoleProgram.run(new GatewayProgram(arguments[0]));
  }

  @Override
  public ObjectNode answer(JsonNode question) {
    Runtime memory = Runtime.getRuntime();
    return JsonNodeFactory.instance
        .objectNode()
        .put("port", server.port())
        .put("cpuNanos", ProcessorTime.nanos())
        .put("heapBytes", memory.totalMemory() - memory.freeMemory());
  }

  @Override
  public void close() {
    server.close();
  }
}
