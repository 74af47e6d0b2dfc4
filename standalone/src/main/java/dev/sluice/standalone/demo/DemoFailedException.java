package dev.sluice.standalone.demo;

/** The demo cannot go on; the message is for people and says what is missing. */
final class DemoFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  DemoFailedException(String message) {
    super(message);
  }
}
