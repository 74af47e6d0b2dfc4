package dev.sluice.authoring.importing;

import java.util.List;
import java.util.Optional;

/**
 * What a file does not say, as the one who imports it does.
 *
 * @param as the form of the questions; the tool's own unless given
 * @param eval how samples of OpenAI's evals are marked; Includes unless given
 * @param files those that a task of lm-eval or a configuration of promptfoo may name
 * @param losses what was lost of other files that say how to import
 */
public record ImportOptions(
    Optional<AskedAs> as, Optional<OpenAiEval> eval, NamedFiles files, List<Loss> losses) {

  public ImportOptions {
    losses = List.copyOf(losses);
  }

  /** Everything as the tool itself would have it, and no other file read. */
  public static ImportOptions none() {
    return new ImportOptions(Optional.empty(), Optional.empty(), NamedFiles.NONE, List.of());
  }

  public ImportOptions withAs(AskedAs form) {
    return new ImportOptions(Optional.of(form), eval, files, losses);
  }

  public ImportOptions withEval(OpenAiEval named) {
    return new ImportOptions(as, Optional.of(named), files, losses);
  }

  public ImportOptions withRegistry(OpenAiRegistry registry) {
    return new ImportOptions(as, Optional.of(registry.eval()), files, registry.losses());
  }

  public ImportOptions withFiles(NamedFiles named) {
    return new ImportOptions(as, eval, named, losses);
  }

  /** Whether questions become a text to continue, where the tool would ask in a chat. */
  boolean asText() {
    return as.filter(AskedAs.TEXT::equals).isPresent();
  }
}
