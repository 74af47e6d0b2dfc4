package dev.sluice.probe.agent;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.probe.consent.Consent;
import dev.sluice.probe.storage.DurableFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Where an agent says what it does. Written only when that is something else than before. */
public final class StatusFile {
  private static final String NAME = "status.json";
  private static final int MAX_BYTES = 1 << 20;
  private static final JsonMapper JSON = new JsonMapper();

  private final DurableFiles files;
  private String last = "";

  public StatusFile(DurableFiles files) {
    this.files = files;
  }

  /** What was said last; empty if nothing was, or it cannot be read. */
  public Optional<JsonNode> read() throws IOException {
    Optional<byte[]> content = files.read(NAME, MAX_BYTES);
    try {
      return content.isPresent()
          ? Optional.of(JSON.readTree(content.get())).filter(JsonNode::isObject)
          : Optional.empty();
    } catch (JacksonException damaged) {
      return Optional.empty();
    }
  }

  /** Whether what was said last is that the agent ended in order. */
  public static boolean isEnd(JsonNode said) {
    return said.path("state").asText().equals(AgentStatus.ENDED);
  }

  /** Says that an agent is in another state now, and leaves the rest of what was said last. */
  void restate(String state, Consent consent) throws IOException {
    ObjectNode said = read().map(ObjectNode.class::cast).orElseGet(JSON::createObjectNode);
    write(AgentStatus.restated(said, state, consent));
  }

  void write(AgentStatus status) throws IOException {
    String text = status.json().toPrettyString() + "\n";
    if (!text.equals(last)) {
      files.replace(NAME, text.getBytes(StandardCharsets.UTF_8));
      last = text;
    }
  }
}
