package dev.sluice.privacy.registry;

/** A metric registry that must not be used; the message names file, place and reason. */
public final class RegistryException extends Exception {
  private static final long serialVersionUID = 1L;

  public RegistryException(String message) {
    super(message);
  }
}
