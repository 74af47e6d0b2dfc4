package dev.sluice.probe.chat;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.interpret.RenderResult;
import com.hubspot.jinjava.interpret.TagCycleException;
import com.hubspot.jinjava.interpret.TemplateError;
import com.hubspot.jinjava.interpret.TemplateError.ErrorType;
import dev.sluice.probe.engine.ChatMessage;
import dev.sluice.probe.engine.Prompt;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Renders chats by one template; not safe for use by several threads. */
public final class ChatRenderer {
  private static final int MAX_REASON_CHARACTERS = 200;

  /**
   * The library takes seconds for some thousand brackets; the templates of models stay below 10.
   */
  private static final int MAX_NESTING = 100;

  /**
   * Python reads {@code not a is defined} as {@code not (a is defined)}, the library as {@code (not
   * a) is defined}.
   */
  private static final Pattern NEGATED_TEST =
      Pattern.compile("\\bnot ([A-Za-z_][\\w.]*) is (?!not)");

  private final ChatTemplate template;
  private final String source;

  public ChatRenderer(ChatTemplate template) {
    this.template = template;
    this.source = NEGATED_TEST.matcher(template.source()).replaceAll("$1 is not ");
  }

  /** Puts a chat into the template's form, ready for the model's next turn. */
  public RenderedChat render(Prompt.Chat chat) {
    if (deepestNesting(source) > MAX_NESTING) {
      return refused("it nests brackets more than %d deep".formatted(MAX_NESTING));
    }
    StepBudget budget = new StepBudget();
    return TimedRendering.of(() -> render(chat, JinjaSandbox.with(budget), budget), budget);
  }

  private RenderedChat render(Prompt.Chat chat, Jinjava jinjava, StepBudget budget) {
    RenderResult result = jinjava.renderForResult(source, bindings(chat));
    if (budget.spent()) {
      return refused("it loops over more than a chat could need");
    }
    // The library leaves such a call out and only warns: the chat would lack a part.
    if (result.getErrors().stream().anyMatch(ChatRenderer::recursive)) {
      return refused("a macro of it calls itself");
    }
    return result.getErrors().stream()
        .filter(error -> error.getSeverity() == ErrorType.FATAL)
        .findFirst()
        .map(error -> refused(reason(error)))
        .orElseGet(() -> prompt(result.getOutput()));
  }

  private Map<String, Object> bindings(Prompt.Chat chat) {
    List<Map<String, String>> messages =
        chat.messages().stream().map(ChatRenderer::binding).toList();
    return Map.of(
        "messages",
        messages,
        "add_generation_prompt",
        true,
        "bos_token",
        template.beginToken(),
        "eos_token",
        template.endToken());
  }

  private static Map<String, String> binding(ChatMessage message) {
    return Map.of("role", message.role().wireName(), "content", message.content());
  }

  private RenderedChat prompt(String output) {
    String begin = template.beginToken();
    boolean doubled =
        template.engineAddsBeginToken() && !begin.isEmpty() && output.startsWith(begin);
    String text = doubled ? output.substring(begin.length()) : output;
    return text.isEmpty() || text.length() > Prompt.MAX_CHARACTERS
        ? refused("it prints %d characters".formatted(text.length()))
        : new RenderedChat.Text(text);
  }

  /** Of brackets of all kinds; those in texts count too, which no chat template comes near. */
  private static int deepestNesting(String source) {
    int depth = 0;
    int deepest = 0;
    for (int i = 0; i < source.length(); i++) {
      char c = source.charAt(i);
      if ("([{".indexOf(c) >= 0) {
        deepest = Math.max(deepest, ++depth);
      } else if (")]}".indexOf(c) >= 0) {
        depth = Math.max(0, depth - 1);
      }
    }
    return deepest;
  }

  private static boolean recursive(TemplateError error) {
    return error.getException() instanceof TagCycleException;
  }

  private static String reason(TemplateError error) {
    Optional<String> raised = cause(error, TemplateRefusal.class).map(text -> "it says: " + text);
    return raised
        .or(() -> cause(error, BoundedRange.TooManyException.class))
        .orElseGet(() -> "line %d: %s".formatted(error.getLineno(), error.getMessage()));
  }

  private static Optional<String> cause(TemplateError error, Class<? extends Throwable> type) {
    return Stream.<Throwable>iterate(error.getException(), e -> e != null, Throwable::getCause)
        .limit(10)
        .filter(type::isInstance)
        .map(Throwable::getMessage)
        .findFirst();
  }

  static RenderedChat refused(String reason) {
    String line = reason.replaceAll("\\p{Cntrl}", " ");
    String shown =
        line.length() <= MAX_REASON_CHARACTERS
            ? line
            : line.substring(0, MAX_REASON_CHARACTERS) + "...";
    return new RenderedChat.Refused("the model's chat template does not take this chat: " + shown);
  }
}
