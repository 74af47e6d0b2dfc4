package dev.sluice.authoring.importing;

import java.util.List;

/** A file of another tool that no suite can be made of; the message says why, in one line. */
public final class ImportException extends Exception {
  private final transient List<Loss> losses;

  public ImportException(String message) {
    this(message, List.of());
  }

  private ImportException(String message, List<Loss> losses) {
    super(message.replaceAll("\\p{Cntrl}+", " "));
    this.losses = List.copyOf(losses);
  }

  /** The same, with what had been left out before nothing was left. */
  ImportException after(List<Loss> leftOut) {
    return new ImportException(String.valueOf(getMessage()), leftOut);
  }

  /** What of the file could not be represented until then; often the reason. */
  public List<Loss> losses() {
    return losses;
  }
}
