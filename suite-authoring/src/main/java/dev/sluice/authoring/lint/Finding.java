package dev.sluice.authoring.lint;

/**
 * Something that whoever wrote the suite should look at.
 *
 * @param check the name of the check, for programs
 * @param question id of the item or control; empty for the suite as a whole
 * @param message one line
 */
public record Finding(Severity severity, String check, String question, String message) {

  /** Whether scores of the suite can be believed as it is. */
  public enum Severity {
    /** Some answers are marked wrongly, whatever the model says. */
    ERROR,
    /** Probably not what was meant. */
    WARNING
  }

  static Finding error(String check, String question, String message) {
    return new Finding(Severity.ERROR, check, question, message);
  }

  static Finding warning(String check, String question, String message) {
    return new Finding(Severity.WARNING, check, question, message);
  }
}
