package dev.sluice.standalone.directory;

import java.nio.file.Path;

/** Another process has the data directory; its services cannot be started twice. */
public final class DirectoryInUseException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  DirectoryInUseException(Path directory, String holder) {
    super(
        directory
            + " is in use by "
            + (holder.isEmpty() ? "another process" : "process " + holder)
            + "; stop that one or name another --data-dir");
  }
}
