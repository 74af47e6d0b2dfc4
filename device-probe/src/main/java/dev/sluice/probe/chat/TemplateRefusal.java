package dev.sluice.probe.chat;

/** What a template says about a chat that it does not want: {@code raise_exception('...')}. */
public final class TemplateRefusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private TemplateRefusal(String message) {
    super(message);
  }

  /** Called by templates, by way of the Jinja library, which wants something that returns. */
  @SuppressWarnings("DoNotCallSuggester")
  public static String raise(String message) {
    throw new TemplateRefusal(message);
  }
}
