package dev.sluice.probe.doctor;

import java.util.Objects;
import java.util.Optional;

/**
 * What a check found.
 *
 * @param detail one line
 * @param remedy what to do about it, one line; always there for a problem
 */
record Finding(Status status, String detail, Optional<String> remedy) {

  /** How a thing stands, from good to bad; what was not looked at is neither. */
  enum Status {
    /** It works. */
    OK,
    /** Nobody asked for it, or this system has no such thing. */
    NOT_CHECKED,
    /** It works, but not as well as it could. */
    WARNING,
    /** It does not work. */
    PROBLEM
  }

  Finding {
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(detail, "detail");
    if (status == Status.PROBLEM && remedy.isEmpty()) {
      throw new IllegalArgumentException("a problem needs a remedy: " + detail);
    }
  }

  static Finding ok(String detail) {
    return new Finding(Status.OK, detail, Optional.empty());
  }

  static Finding notChecked(String detail) {
    return new Finding(Status.NOT_CHECKED, detail, Optional.empty());
  }

  static Finding warning(String detail, String remedy) {
    return new Finding(Status.WARNING, detail, Optional.of(remedy));
  }

  static Finding problem(String detail, String remedy) {
    return new Finding(Status.PROBLEM, detail, Optional.of(remedy));
  }
}
