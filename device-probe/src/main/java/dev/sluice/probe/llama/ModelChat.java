package dev.sluice.probe.llama;

import dev.sluice.probe.chat.ChatRenderer;
import dev.sluice.probe.chat.ChatTemplate;
import dev.sluice.probe.chat.RenderedChat;
import dev.sluice.probe.engine.ChatFallback;
import dev.sluice.probe.engine.Prompt;
import dev.sluice.probe.gguf.ChatFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Chats for the model of one file, by the template in its header. The binding could do it too, but
 * cuts the prompt's end, mangles what is not ASCII, and dies of a template that it does not know.
 */
final class ModelChat {
  private final Path modelFile;
  private @Nullable ChatFormat format;

  ModelChat(Path modelFile) {
    this.modelFile = modelFile;
  }

  RenderedChat render(Prompt.Chat chat) {
    try {
      // Read when the first chat comes: most suites have none.
      format = format == null ? ChatFormat.of(modelFile) : format;
    } catch (IOException e) {
      return new RenderedChat.Refused(
          "the model's chat template cannot be read: " + e.getMessage());
    }
    return template(format, chat.fallback())
        .map(template -> new ChatRenderer(template).render(chat))
        .orElseGet(
            () ->
                new RenderedChat.Refused(
                    "the model brings no chat template; a suite may name one for such models"
                        + " (chat: {template: chatml})"));
  }

  private static Optional<ChatTemplate> template(ChatFormat format, ChatFallback fallback) {
    return format
        .template()
        .map(
            source ->
                new ChatTemplate(
                    source, format.beginToken(), format.endToken(), format.addsBeginToken()))
        .or(
            () ->
                switch (fallback) {
                  case NONE -> Optional.empty();
                  case CHATML -> Optional.of(ChatTemplate.chatml());
                });
  }
}
