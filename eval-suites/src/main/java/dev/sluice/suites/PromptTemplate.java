package dev.sluice.suites;

/**
 * The text around an item's input: {@code {{input}}} stands for the input and occurs exactly once.
 *
 * <p>Whatever the input contains is put in as it is; it is never read as a template again.
 */
public record PromptTemplate(String text) {

  private static final String PLACEHOLDER = "{{input}}";

  public PromptTemplate {
    Bounds.text("template", text, Bounds.MAX_TEMPLATE_CHARS);
    if (text.indexOf(PLACEHOLDER) < 0) {
      throw new IllegalArgumentException("template must contain " + PLACEHOLDER);
    }
    String around = text.replaceFirst("\\{\\{input}}", "");
    if (around.contains("{{")) {
      throw new IllegalArgumentException(
          "template must contain " + PLACEHOLDER + " once and no other {{");
    }
  }

  /** The prompt that asks for this input. */
  public String render(String input) {
    int at = text.indexOf(PLACEHOLDER);
    return text.substring(0, at) + input + text.substring(at + PLACEHOLDER.length());
  }
}
