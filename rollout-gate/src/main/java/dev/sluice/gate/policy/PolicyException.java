package dev.sluice.gate.policy;

import java.util.regex.Pattern;

/** A policy that must not be used; the message is one line that names file, line, place, reason. */
public final class PolicyException extends Exception {
  private static final long serialVersionUID = 1L;
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");
  private static final int MAX_LENGTH = 400;

  /** Quoted values come from outside: control characters go, and what is too long is cut. */
  public PolicyException(String message) {
    super(oneLine(message));
  }

  private static String oneLine(String message) {
    String line = CONTROL.matcher(message).replaceAll(" ");
    return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH) + "...";
  }
}
