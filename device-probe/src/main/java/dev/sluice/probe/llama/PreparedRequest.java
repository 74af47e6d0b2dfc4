package dev.sluice.probe.llama;

import dev.sluice.probe.engine.CompletionRequest;

/** What became of a request on its way to the child. */
sealed interface PreparedRequest {

  /** It can be sent. */
  record Ready(CompletionRequest request, ChildRequest.Complete message)
      implements PreparedRequest {}

  /** The child would not be able to do anything with it. */
  record Refused(String reason) implements PreparedRequest {}
}
