package dev.sluice.standalone.bench.services;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.broker.EmbeddedBroker;
import dev.sluice.schemas.Topics;
import dev.sluice.standalone.bench.worker.Role;
import dev.sluice.standalone.bench.worker.RoleProgram;
import dev.sluice.standalone.postgres.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The broker's and, on request, the database's process. */
final class ServicesProgram implements Role {
  private @Nullable EmbeddedBroker broker;
  private @Nullable EmbeddedDatabase database;

  private ServicesProgram() {}

  public static void main(String[] arguments) throws IOException {
    RoleProgram.run(new ServicesProgram());
  }

  @Override
  public ObjectNode answer(JsonNode question) {
    Path directory = Path.of(question.get("directory").asText());
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    if (question.get("start").asText().equals("broker")) {
      EmbeddedBroker started = EmbeddedBroker.start(directory, EmbeddedBroker.Ports.free());
      broker = started;
      started.createMissingTopics(Topics.ALL);
      return answer.put("address", started.bootstrapServers());
    }
    EmbeddedDatabase started = EmbeddedDatabase.start(directory);
    database = started;
    return answer.put("address", started.access().ownerUrl());
  }

  @Override
  public void close() {
    if (database != null) {
      database.close();
    }
    if (broker != null) {
      broker.close();
    }
  }
}
