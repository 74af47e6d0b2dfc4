package dev.sluice.authoring.importing;

import dev.sluice.suites.Suite;
import java.util.List;

/**
 * A suite that was made of another tool's file.
 *
 * @param yaml the suite as a file
 * @param suite what the file reads as
 * @param losses what did not come over, and what had to be assumed
 */
public record Imported(String yaml, Suite suite, List<Loss> losses) {

  public Imported {
    losses = List.copyOf(losses);
  }
}
