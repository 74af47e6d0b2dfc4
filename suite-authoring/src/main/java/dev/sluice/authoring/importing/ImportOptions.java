package dev.sluice.authoring.importing;

import java.util.Optional;

/**
 * What a file does not say, as the one who imports it does.
 *
 * @param as the form of the questions; the tool's own unless given
 */
public record ImportOptions(Optional<AskedAs> as) {

  /** Everything as the tool itself would have it. */
  public static ImportOptions none() {
    return new ImportOptions(Optional.empty());
  }

  /** Whether questions become a text to continue, where the tool would ask in a chat. */
  boolean asText() {
    return as.filter(AskedAs.TEXT::equals).isPresent();
  }
}
