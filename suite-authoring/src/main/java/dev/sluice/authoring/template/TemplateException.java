package dev.sluice.authoring.template;

/** A template that uses more of Jinja than is taken, or is none; the message names the part. */
public final class TemplateException extends Exception {
  private static final long serialVersionUID = 1;

  TemplateException(String message) {
    super(message);
  }
}
