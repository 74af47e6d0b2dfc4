package dev.sluice.authoring.importing;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An assertion in a cell of promptfoo's CSV, such as {@code contains: Paris} or {@code
 * latency(2000)}. A text that begins with no type is the whole answer.
 */
final class PromptfooShorthand {

  private static final Pattern TYPED =
      Pattern.compile(
          "(?<type>(?:not-)?(?<base>[a-z][a-z0-9-]*))"
              + "(?:\\((?<threshold>\\d{1,9}(?:\\.\\d{1,9})?)\\))?(?::(?<value>.*))?",
          Pattern.DOTALL);

  /** Promptfoo's types: {@code Note: x} has none, and is an answer. */
  private static final Set<String> TYPES =
      Set.of(
          "answer-relevance",
          "bleu",
          "classifier",
          "contains",
          "contains-all",
          "contains-any",
          "contains-html",
          "contains-json",
          "contains-sql",
          "contains-xml",
          "context-faithfulness",
          "context-recall",
          "context-relevance",
          "conversation-relevance",
          "cost",
          "ends-with",
          "equals",
          "factuality",
          "finish-reason",
          "g-eval",
          "gleu",
          "guardrails",
          "human",
          "icontains",
          "icontains-all",
          "icontains-any",
          "is-html",
          "is-json",
          "is-refusal",
          "is-sql",
          "is-valid-function-call",
          "is-valid-openai-function-call",
          "is-valid-openai-tools-call",
          "is-xml",
          "javascript",
          "latency",
          "levenshtein",
          "llm-rubric",
          "max-score",
          "meteor",
          "model-graded-closedqa",
          "model-graded-factuality",
          "moderation",
          "perplexity",
          "perplexity-score",
          "pi",
          "python",
          "regex",
          "rouge-n",
          "ruby",
          "search-rubric",
          "select-best",
          "similar",
          "starts-with",
          "tool-call-f1",
          "webhook",
          "word-count");

  private static final Map<String, String> OLDER_NAMES =
      Map.of("fn", "javascript", "eval", "javascript", "grade", "llm-rubric");

  private PromptfooShorthand() {}

  /** The same as a configuration has it. */
  static ObjectNode assertion(String cell) {
    Matcher typed = TYPED.matcher(cell.strip());
    if (!typed.matches()) {
      return assertion("equals", cell);
    }
    String value = typed.group("value");
    String base = typed.group("base");
    if (OLDER_NAMES.containsKey(base) && value != null) {
      return assertion(OLDER_NAMES.get(base), value.strip());
    }
    if (!TYPES.contains(base)) {
      return assertion("equals", cell);
    }
    ObjectNode assertion = JsonNodeFactory.instance.objectNode().put("type", typed.group("type"));
    if (value != null) {
      assertion.put("value", value.strip());
    }
    if (typed.group("threshold") != null) {
      assertion.put("threshold", Double.parseDouble(typed.group("threshold")));
    }
    return assertion;
  }

  private static ObjectNode assertion(String type, String value) {
    return JsonNodeFactory.instance.objectNode().put("type", type).put("value", value);
  }
}
