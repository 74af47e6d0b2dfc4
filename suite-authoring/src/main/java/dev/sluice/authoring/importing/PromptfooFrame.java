package dev.sluice.authoring.importing;

import com.fasterxml.jackson.databind.JsonNode;

/** What a promptfoo test has said before and after the prompt. */
record PromptfooFrame(String prefix, String suffix) {

  /** Those of a test, or else of all tests. */
  static PromptfooFrame of(JsonNode own, JsonNode byDefault) {
    return new PromptfooFrame(text("prefix", own, byDefault), text("suffix", own, byDefault));
  }

  boolean isNothing() {
    return prefix.isEmpty() && suffix.isEmpty();
  }

  PromptTemplateText around(PromptTemplateText prompt) {
    return new PromptTemplateText(prefix + prompt.text() + suffix);
  }

  private static String text(String name, JsonNode own, JsonNode byDefault) {
    return (own.has(name) ? own : byDefault).path(name).asText();
  }
}
