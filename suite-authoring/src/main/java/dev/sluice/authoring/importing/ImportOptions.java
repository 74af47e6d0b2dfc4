package dev.sluice.authoring.importing;

import java.util.Optional;

/**
 * What a file does not say, as the one who imports it does.
 *
 * @param as the form of the questions; the tool's own unless given
 * @param eval how samples of OpenAI's evals are marked; Includes unless given
 * @param files those that a task of lm-eval may include
 */
public record ImportOptions(Optional<AskedAs> as, Optional<OpenAiEval> eval, NamedFiles files) {

  /** Everything as the tool itself would have it, and no other file read. */
  public static ImportOptions none() {
    return new ImportOptions(Optional.empty(), Optional.empty(), NamedFiles.NONE);
  }

  public ImportOptions withAs(AskedAs form) {
    return new ImportOptions(Optional.of(form), eval, files);
  }

  public ImportOptions withEval(OpenAiEval named) {
    return new ImportOptions(as, Optional.of(named), files);
  }

  public ImportOptions withFiles(NamedFiles named) {
    return new ImportOptions(as, eval, named);
  }

  /** Whether questions become a text to continue, where the tool would ask in a chat. */
  boolean asText() {
    return as.filter(AskedAs.TEXT::equals).isPresent();
  }
}
