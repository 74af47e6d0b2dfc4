package dev.sluice.probe.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.probe.engine.ChatMessage;
import dev.sluice.probe.engine.CompletionRequest;
import dev.sluice.probe.engine.Prompt;
import java.util.Optional;

/**
 * How requests to one server are worded.
 *
 * @param model id of the model on the server
 * @param software what the server is
 * @param choice how it is held to a few texts; empty when no way was proved
 */
record Dialect(String model, ServerSoftware software, Optional<ChoiceMethod> choice) {
  static final String COMPLETIONS = "/v1/completions";
  private static final String CHAT = "/v1/chat/completions";

  Dialect withChoice(ChoiceMethod method) {
    return new Dialect(model, software, Optional.of(method));
  }

  String path(Prompt prompt) {
    return prompt instanceof Prompt.Chat ? CHAT : COMPLETIONS;
  }

  String body(CompletionRequest request) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("model", model);
    if (request.prompt() instanceof Prompt.Chat chat) {
      ArrayNode messages = body.putArray("messages");
      chat.messages().forEach(message -> add(messages, message));
    } else if (request.prompt() instanceof Prompt.Text text) {
      body.put("prompt", text.text());
    }
    body.put("max_tokens", request.maxTokens() + additionalTokens(request));
    body.put("temperature", request.sampling().temperature());
    body.put("seed", request.sampling().seed());
    if (!request.stop().isEmpty()) {
      ArrayNode stop = body.putArray("stop");
      request.stop().forEach(stop::add);
    }
    body.put("stream", true);
    body.putObject("stream_options").put("include_usage", true);
    software.adapt(body);
    request.choices().ifPresent(texts -> choice.ifPresent(method -> method.constrain(body, texts)));
    return body.toString();
  }

  /**
   * A text that is not to be continued but told back with its log-probabilities. One token is
   * written all the same, as lm-evaluation-harness asks for it too: vLLM refuses 0, and to
   * llama-cpp-python that means a text without end.
   */
  String echo(String text) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("model", model);
    body.put("prompt", text);
    body.put("max_tokens", 1);
    body.put("temperature", 0);
    body.put("seed", 0);
    body.put("logprobs", 1);
    body.put("echo", true);
    body.put("stream", false);
    software.adapt(body);
    return body.toString();
  }

  private int additionalTokens(CompletionRequest request) {
    return request.choices().isPresent() ? choice.map(ChoiceMethod::additionalTokens).orElse(0) : 0;
  }

  private static void add(ArrayNode messages, ChatMessage message) {
    messages.addObject().put("role", message.role().wireName()).put("content", message.content());
  }
}
