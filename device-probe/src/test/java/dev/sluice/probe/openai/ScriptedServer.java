package dev.sluice.probe.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a sound server would say, letter by letter: a letter is a token, and the answer is a
 * function of the prompt. Each flaw is one that servers have.
 */
public final class ScriptedServer implements FakeServer.Talk {

  public enum Flaw {
    IGNORES_PROMPT,
    IGNORES_STOP,
    IGNORES_MAX_TOKENS,
    IGNORES_CHOICES,
    IGNORES_SEED,
    CHANGES_ITS_MIND,
    FRAMES_RAW_TEXT,
    COUNTS_NOTHING,
    IGNORES_ECHO,
    REFUSES_ECHO,
    DROPS_LOGPROBS,
    TELLS_TOO_FEW_LOGPROBS,
    TELLS_LOGITS,
    TELLS_SAME_LOGPROBS,
    TELLS_SHIFTED_LOGPROBS,
    TELLS_CHANGING_LOGPROBS,
    HAS_NO_CHAT,
    DOES_NOT_STREAM
  }

  private final UnaryOperator<String> answers;
  private final Set<Flaw> flaws = EnumSet.noneOf(Flaw.class);
  private int asked;

  public ScriptedServer(UnaryOperator<String> answers, Flaw... flaws) {
    this.answers = answers;
    this.flaws.addAll(Set.of(flaws));
  }

  @Override
  public synchronized void answer(HttpExchange exchange, JsonNode body) throws IOException {
    boolean chat = exchange.getRequestURI().getPath().endsWith("/chat/completions");
    if (chat && flaws.contains(Flaw.HAS_NO_CHAT)) {
      FakeServer.json(exchange, 404, "{\"error\":{\"message\":\"no chat here\"}}");
      return;
    }
    asked++;
    if (body.path("echo").asBoolean() && !flaws.contains(Flaw.IGNORES_ECHO)) {
      echo(exchange, body.path("prompt").asText());
      return;
    }
    String prompt = chat ? body.at("/messages/0/content").asText() : body.path("prompt").asText();
    int frame = chat || flaws.contains(Flaw.FRAMES_RAW_TEXT) ? 12 : 1;
    int promptTokens = flaws.contains(Flaw.IGNORES_PROMPT) ? frame : prompt.length() + frame;
    reply(exchange, chat, body.path("stream").asBoolean(), text(body, prompt), promptTokens);
  }

  private void echo(HttpExchange exchange, String prompt) throws IOException {
    if (flaws.contains(Flaw.REFUSES_ECHO)) {
      FakeServer.json(exchange, 400, "{\"error\":{\"message\":\"Only no echo is supported\"}}");
    } else {
      FakeServer.json(exchange, 200, new ScriptedEcho(answers, flaws, asked).of(prompt).toString());
    }
  }

  private String text(JsonNode body, String prompt) {
    if (body.has("guided_choice") && !flaws.contains(Flaw.IGNORES_CHOICES)) {
      return body.path("guided_choice").get(0).asText();
    }
    String text = answers.apply(flaws.contains(Flaw.IGNORES_PROMPT) ? "" : prompt);
    if (body.path("temperature").asDouble() > 0 && !flaws.contains(Flaw.IGNORES_SEED)) {
      text = body.path("seed").asText() + text;
    }
    if (flaws.contains(Flaw.CHANGES_ITS_MIND)) {
      text = asked + text;
    }
    return limited(body, text);
  }

  private String limited(JsonNode body, String text) {
    String limited = text;
    if (!flaws.contains(Flaw.IGNORES_MAX_TOKENS)) {
      limited = text.substring(0, Math.min(text.length(), body.path("max_tokens").asInt()));
    }
    for (JsonNode stop : body.path("stop")) {
      int at = limited.indexOf(stop.asText());
      if (at >= 0 && !flaws.contains(Flaw.IGNORES_STOP)) {
        limited = limited.substring(0, at);
      }
    }
    return limited;
  }

  private void reply(
      HttpExchange exchange, boolean chat, boolean streamed, String text, int promptTokens)
      throws IOException {
    ObjectNode usage = FakeServer.JSON.createObjectNode();
    usage.put("prompt_tokens", promptTokens).put("completion_tokens", text.length());
    if (flaws.contains(Flaw.DOES_NOT_STREAM) || !streamed) {
      ObjectNode whole = part(chat ? "message" : "text", text, "stop");
      FakeServer.json(exchange, 200, counted(whole, usage).toString());
      return;
    }
    StringBuilder stream = new StringBuilder(": a comment\n\n");
    for (int i = 0; i < text.length(); i++) {
      stream.append(event(part(chat ? "delta" : "text", text.substring(i, i + 1), null)));
    }
    stream.append(event(part(chat ? "delta" : "text", "", "stop")));
    ObjectNode last = FakeServer.JSON.createObjectNode();
    last.putArray("choices");
    stream.append(event(counted(last, usage))).append("data: [DONE]\n\n");
    FakeServer.send(exchange, 200, "text/event-stream", stream.toString());
  }

  private ObjectNode counted(ObjectNode part, ObjectNode usage) {
    if (!flaws.contains(Flaw.COUNTS_NOTHING)) {
      part.set("usage", usage);
    }
    return part;
  }

  private static ObjectNode part(String place, String text, @Nullable String finish) {
    ObjectNode part = FakeServer.JSON.createObjectNode();
    ArrayNode choices = part.putArray("choices");
    ObjectNode choice = choices.addObject();
    if (place.equals("text")) {
      choice.put("text", text);
    } else {
      choice.putObject(place).put("content", text);
    }
    choice.put("finish_reason", finish);
    return part;
  }

  private static String event(ObjectNode part) {
    return "data: " + part + "\r\n\r\n";
  }
}
