package dev.sluice.authoring.importing;

/** A file of another tool that no suite can be made of; the message says why, in one line. */
public final class ImportException extends Exception {

  public ImportException(String message) {
    super(message.replaceAll("\\p{Cntrl}+", " "));
  }
}
