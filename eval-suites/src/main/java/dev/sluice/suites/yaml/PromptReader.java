package dev.sluice.suites.yaml;

import dev.sluice.suites.ChatFrame;
import dev.sluice.suites.ChatFrame.Fallback;
import dev.sluice.suites.Example;
import dev.sluice.suites.FewShot;
import dev.sluice.suites.Generation;
import dev.sluice.suites.PromptTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;

/** Reads how a suite asks: {@code template} or {@code chat}, {@code fewShot}, and their limits. */
final class PromptReader {

  private static final Set<String> CHAT_KEYS = Set.of("system", "user", "template");
  private static final Set<String> EXAMPLE_KEYS = Set.of("input", "expected");

  private PromptReader() {}

  static Generation read(Fields suite, String sourceName) throws SuiteFormatException {
    if (suite.has("chat") && suite.has("template")) {
      throw suite.wrong("chat", "a suite must have either template or chat, but has both");
    }
    if (suite.has("chat")) {
      Fields chat = Fields.of(suite.required("chat"), "chat", CHAT_KEYS, sourceName);
      return generation(suite, template(chat, "user"), Optional.of(frame(chat)), sourceName);
    }
    return generation(suite, template(suite, "template"), Optional.empty(), sourceName);
  }

  private static Generation generation(
      Fields suite, PromptTemplate template, Optional<ChatFrame> chat, String sourceName)
      throws SuiteFormatException {
    FewShot fewShot = fewShot(suite, chat.isPresent(), sourceName);
    List<String> stop = suite.optionalTexts("stop");
    int maxTokens = suite.wholeNumber("maxTokens");
    return suite.build(() -> new Generation(template, chat, fewShot, stop, maxTokens));
  }

  private static PromptTemplate template(Fields fields, String key) throws SuiteFormatException {
    String text = fields.text(key);
    try {
      return new PromptTemplate(text);
    } catch (IllegalArgumentException e) {
      throw fields.wrong(key, String.valueOf(e.getMessage()).replaceFirst("^template", key));
    }
  }

  private static ChatFrame frame(Fields chat) throws SuiteFormatException {
    Optional<String> system =
        chat.has("system") ? Optional.of(chat.text("system")) : Optional.empty();
    Fallback fallback = chat.has("template") ? fallback(chat) : Fallback.NONE;
    return chat.build(() -> new ChatFrame(system, fallback));
  }

  private static Fallback fallback(Fields chat) throws SuiteFormatException {
    if (chat.text("template").equals("chatml")) {
      return Fallback.CHATML;
    }
    throw chat.wrong("template", "template of a chat must be chatml, for models that bring none");
  }

  private static FewShot fewShot(Fields suite, boolean chat, String sourceName)
      throws SuiteFormatException {
    if (suite.has("fewShotSeparator") && (chat || !suite.has("fewShot"))) {
      throw suite.wrong(
          "fewShotSeparator", "fewShotSeparator is only for fewShot with a template, not a chat");
    }
    List<Example> examples = new ArrayList<>();
    for (Node node : suite.optionalElements("fewShot")) {
      Fields fields = Fields.of(node, "an example of fewShot", EXAMPLE_KEYS, sourceName);
      String input = fields.text("input");
      String expected = fields.text("expected");
      examples.add(fields.build(() -> new Example(input, expected)));
    }
    String separator =
        suite.has("fewShotSeparator") ? suite.text("fewShotSeparator") : FewShot.DEFAULT_SEPARATOR;
    return suite.build(() -> new FewShot(examples, separator));
  }
}
