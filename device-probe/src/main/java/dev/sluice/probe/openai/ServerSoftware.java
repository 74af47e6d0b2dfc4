package dev.sluice.probe.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Servers that are told apart because one can be asked more, or asked better, than another. */
public enum ServerSoftware {
  LLAMA_SERVER("llama-server") {
    @Override
    void adapt(ObjectNode body) {
      // An answer must not depend on what was asked before.
      body.put("cache_prompt", false);
    }
  },
  OLLAMA("ollama"),
  VLLM("vllm"),
  /** Any other, of which only the protocol is known. */
  OTHER("openai-compatible");

  private final String text;

  ServerSoftware(String text) {
    this.text = text;
  }

  /** Adds what this server understands beyond the protocol. */
  void adapt(ObjectNode body) {}

  @Override
  public String toString() {
    return text;
  }
}
