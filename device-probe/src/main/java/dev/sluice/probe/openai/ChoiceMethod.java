package dev.sluice.probe.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.probe.engine.AnswerChoices;
import java.util.Optional;
import java.util.stream.Collectors;

/** The ways in which servers can be told to answer with one of a few texts and nothing else. */
enum ChoiceMethod {
  /** llama-server: a grammar in its own form (GBNF). */
  GRAMMAR {
    @Override
    void constrain(ObjectNode body, AnswerChoices choices) {
      body.put(
          "grammar",
          choices.texts().stream()
              .map(ChoiceMethod::literal)
              .collect(Collectors.joining(" | ", "root ::= ", "")));
    }
  },
  /** vLLM: the list itself. */
  GUIDED_CHOICE {
    @Override
    void constrain(ObjectNode body, AnswerChoices choices) {
      choices.texts().forEach(body.putArray("guided_choice")::add);
    }
  },
  /** OpenAI's structured output, in chats only: an object whose one property is an enumeration. */
  JSON_SCHEMA {
    @Override
    void constrain(ObjectNode body, AnswerChoices choices) {
      ObjectNode format = body.putObject("response_format").put("type", "json_schema");
      ObjectNode named = format.putObject("json_schema").put("name", "choice").put("strict", true);
      ObjectNode schema = named.putObject("schema").put("type", "object");
      ObjectNode answer = schema.putObject("properties").putObject(ANSWER).put("type", "string");
      ArrayNode texts = answer.putArray("enum");
      choices.texts().forEach(texts::add);
      schema.putArray("required").add(ANSWER);
      schema.put("additionalProperties", false);
    }

    @Override
    Optional<String> chosen(String text) {
      try {
        JsonNode answer = JSON.readTree(text).path(ANSWER);
        return answer.isTextual() ? Optional.of(answer.textValue()) : Optional.empty();
      } catch (JsonProcessingException e) {
        return Optional.empty();
      }
    }

    @Override
    int additionalTokens() {
      return 64;
    }
  };

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ANSWER = "answer";

  abstract void constrain(ObjectNode body, AnswerChoices choices);

  /** The choice within what the server wrote; empty when it did not keep to the form. */
  Optional<String> chosen(String text) {
    return Optional.of(text);
  }

  /** Tokens that the form takes beside the choice. */
  int additionalTokens() {
    return 0;
  }

  private static String literal(String text) {
    String escaped =
        text.replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("\n", "\\n")
            .replace("\r", "\\r")
            .replace("\t", "\\t");
    return '"' + escaped + '"';
  }
}
