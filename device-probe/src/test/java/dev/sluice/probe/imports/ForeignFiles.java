package dev.sluice.probe.imports;

import dev.sluice.authoring.importing.ImportException;
import dev.sluice.authoring.importing.ImportOptions;
import dev.sluice.authoring.importing.Imported;
import dev.sluice.authoring.importing.NamedFiles;
import dev.sluice.authoring.importing.NamedFiles.NamedFile;
import dev.sluice.authoring.importing.Source;
import dev.sluice.authoring.importing.SuiteImport;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Suites out of files of other tools, in the shape of the examples that those tools come with. */
final class ForeignFiles {

  private ForeignFiles() {}

  static List<Imported> all() throws ImportException {
    return List.of(
        imported("promptfoo", Source.PROMPTFOO, "promptfooconfig.yaml", Optional.empty()),
        withFiles("promptfoo-files", "promptfoo_files/promptfooconfig.yaml"),
        imported("arc", Source.LM_EVAL, "arc_like.yaml", Optional.of("arc_like.jsonl")),
        imported("gsm", Source.LM_EVAL, "gsm_like.yaml", Optional.of("gsm_like.jsonl")),
        task("mmlu"),
        task("piqa"),
        task("openbookqa"),
        task("sciq"),
        task("boolq"),
        imported("openai", Source.OPENAI_EVALS, "samples.jsonl", Optional.empty()),
        imported("inspect", Source.INSPECT, "dataset.csv", Optional.empty()));
  }

  private static Imported task(String id) throws ImportException {
    return imported(id, Source.LM_EVAL, id + "_like.yaml", Optional.of(id + "_like.jsonl"));
  }

  private static Imported imported(
      String id, Source source, String file, Optional<String> documents) throws ImportException {
    return new SuiteImport(id, "Apache-2.0", 16)
        .read(source, text(file), documents.map(ForeignFiles::text));
  }

  private static Imported withFiles(String id, String file) throws ImportException {
    NamedFiles beside =
        name -> new NamedFile(name, text("promptfoo_files/" + name), NamedFiles.NONE);
    return new SuiteImport(id, "Apache-2.0", 16, ImportOptions.none().withFiles(beside))
        .read(Source.PROMPTFOO, text(file), Optional.empty());
  }

  static String text(String file) {
    try (InputStream stream =
        Objects.requireNonNull(ForeignFiles.class.getResourceAsStream(file), file)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
