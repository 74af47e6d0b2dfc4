package dev.sluice.suites;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What every list of choices has to be. */
final class Choices {

  private Choices() {}

  /** None, or 2 to 32 of 1 to 500 characters that differ in more than white space at their ends. */
  static List<String> checked(List<String> choices, String expected) {
    if (choices.isEmpty()) {
      return List.of();
    }
    List<String> checked = Bounds.sized("choices", choices, 2, Bounds.MAX_CHOICES);
    Set<String> seen = new HashSet<>();
    for (String choice : checked) {
      if (choice.isBlank() || choice.length() > Bounds.MAX_CHOICE_CHARS) {
        throw new IllegalArgumentException(
            "choices must have 1 to "
                + Bounds.MAX_CHOICE_CHARS
                + " characters each and not be blank");
      }
      if (!seen.add(choice.strip())) {
        throw new IllegalArgumentException("choices hold " + Bounds.quoted(choice) + " twice");
      }
    }
    if (!checked.contains(expected)) {
      throw new IllegalArgumentException(
          "expected must be one of the choices, but is " + Bounds.quoted(expected));
    }
    return checked;
  }
}
