package dev.sluice.authoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.authoring.importing.ImportException;
import dev.sluice.authoring.importing.Imported;
import dev.sluice.authoring.importing.Loss;
import dev.sluice.authoring.importing.Source;
import dev.sluice.authoring.importing.SuiteImport;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Makes a suite of a file of another tool. */
@Command(
    name = "import",
    description = {
      "Makes a suite of a file that another tool reads, and says on stderr what a suite cannot"
          + " say.",
      "Runs nothing that the file contains: functions and scripts are refused."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:a suite was written",
      "1:no suite can be made of the file, or it cannot be written",
      "2:wrong usage"
    })
final class ImportCommand implements Callable<Integer> {
  private static final int MAX_BYTES = 8 * 1024 * 1024;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "What the other tool reads.")
  private Path file = Path.of("");

  @Option(
      names = "--from",
      required = true,
      converter = SourceName.class,
      completionCandidates = SourceName.class,
      description = "The tool: ${COMPLETION-CANDIDATES}.")
  private Source from = Source.PROMPTFOO;

  @Option(
      names = {"-o", "--output"},
      description = "The suite's file; default: standard output.")
  private @Nullable Path output;

  @Option(
      names = "--data",
      paramLabel = "JSONL",
      description = "The documents of a task of lm-eval, in JSON lines.")
  private @Nullable Path data;

  @Option(names = "--id", description = "The suite's id; default: after the file's name.")
  private @Nullable String id;

  @Option(
      names = "--licence",
      defaultValue = "NOASSERTION",
      description = "SPDX expression of the items' licence; default: ${DEFAULT-VALUE}.")
  private String licence = "";

  @Option(
      names = "--max-tokens",
      defaultValue = "64",
      description = "Tokens after which an answer is cut; default: ${DEFAULT-VALUE}.")
  private int maxTokens;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    try {
      SuiteImport suite = new SuiteImport(id == null ? SuiteIds.of(file) : id, licence, maxTokens);
      Imported imported = suite.read(from, text(file), documents());
      write(imported.yaml());
      report(imported, err);
      return ExitCode.OK;
    } catch (ImportException e) {
      err.println(file + ": " + e.getMessage());
      return ExitCode.SOFTWARE;
    }
  }

  private Optional<String> documents() throws ImportException {
    return data == null ? Optional.empty() : Optional.of(text(data));
  }

  private void write(String yaml) throws ImportException {
    if (output == null) {
      spec.commandLine().getOut().print(yaml);
      spec.commandLine().getOut().flush();
    } else {
      try {
        Files.writeString(output, yaml);
      } catch (IOException e) {
        throw new ImportException(
            output + " cannot be written: its directory must be there and may be written to");
      }
    }
  }

  private static void report(Imported imported, PrintWriter err) {
    err.printf(
        "%d items, %d controls, grader %s; what the file says otherwise:%n",
        imported.suite().items().size(),
        imported.suite().controls().size(),
        imported.suite().grader().type());
    for (Loss loss : imported.losses()) {
      err.printf("  %-24s %s%n", loss.where(), loss.what());
    }
  }

  /** Bounded by what is read: a device or a pipe says that it is empty, and has no end. */
  private static String text(Path file) throws ImportException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    } catch (NoSuchFileException e) {
      throw new ImportException("there is no such file: " + file);
    } catch (IOException e) {
      throw new ImportException(
          Files.isDirectory(file)
              ? file + " is a directory; name the file in it"
              : file + " cannot be read, check its permissions");
    }
    if (bytes.length > MAX_BYTES) {
      throw new ImportException(file + " is longer than " + MAX_BYTES + " bytes");
    }
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new ImportException(file + " is not UTF-8 text");
    }
  }

  /** {@code openai-evals} for {@link Source#OPENAI_EVALS}. */
  private static final class SourceName implements ITypeConverter<Source>, Iterable<String> {

    @Override
    public Source convert(String value) {
      return Arrays.stream(Source.values())
          .filter(source -> name(source).equals(value))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'" + value + "' is not one of " + String.join(", ", this)));
    }

    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(Source.values()).map(SourceName::name).iterator();
    }

    private static String name(Source source) {
      return source.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
