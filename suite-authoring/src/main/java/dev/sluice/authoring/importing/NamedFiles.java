package dev.sluice.authoring.importing;

/** The files that an imported one may name. */
@FunctionalInterface
public interface NamedFiles {

  /** None: what names a file has to be written out. */
  NamedFiles NONE =
      name -> {
        throw new ImportException("the file includes '" + name + "'; write it out");
      };

  /**
   * Reads the file of a name.
   *
   * @throws ImportException when there is none or it may not be read; the message says which
   */
  NamedFile open(String name) throws ImportException;

  /**
   * A file that was named.
   *
   * @param path what no other file has
   * @param beside the files that it may name in turn
   */
  record NamedFile(String path, String text, NamedFiles beside) {}
}
