package dev.sluice.ingest.reload;

import java.io.IOException;
import java.io.Serial;

/** A file that cannot be used; the message is one line that names it, and quotes nothing of it. */
public final class UnusableFileException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  /** One line that begins with the file's name. */
  public UnusableFileException(String message) {
    super(message);
  }
}
