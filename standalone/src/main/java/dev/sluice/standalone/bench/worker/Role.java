package dev.sluice.standalone.bench.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a worker process does: it answers one question after the other. */
public interface Role extends AutoCloseable {

  /**
   * Answers a question, blocking for as long as the work takes.
   *
   * @throws Exception if the work fails; the process goes on
   */
  ObjectNode answer(JsonNode question) throws Exception;

  /** Lets go of everything, at the end of the process. */
  @Override
  void close() throws Exception;
}
