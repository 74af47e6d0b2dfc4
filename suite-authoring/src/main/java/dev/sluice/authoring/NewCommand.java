package dev.sluice.authoring;

import dev.sluice.suites.loading.TemplateSuites;
import dev.sluice.suites.yaml.SuiteFormatException;
import dev.sluice.suites.yaml.SuiteParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Copies a template to start a suite of one's own from. */
@Command(
    name = "new",
    description = {
      "Starts a suite of your own: copies one of the templates, under an id of its own.",
      "Then put your items in, and see what 'suite lint' has to say. 'suite list' shows the"
          + " templates."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:the suite was written", "1:it cannot be written there", "2:wrong usage"},
    footerHeading = "%nExample:%n",
    footer = "  suite new --template classification -o mail-folders.yaml")
final class NewCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--template",
      required = true,
      paramLabel = "ID",
      description = "The template; 'suite list' shows them.")
  private String template = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "The suite's file, which must not exist; default: standard output.")
  private @Nullable Path output;

  @Option(
      names = "--id",
      description = "The suite's id; default: after the file's name, else the template's.")
  private @Nullable String id;

  @Override
  public Integer call() {
    String text =
        TemplateSuites.text(template)
            .orElseThrow(
                () ->
                    usage(
                        "there is no template '%s'; there are: %s"
                            .formatted(template, String.join(", ", TemplateSuites.ids()))));
    String copy = withoutFirstComment(text).replaceFirst("(?m)^id: .*$", "id: " + newId());
    requireSuite(copy);
    return output == null ? print(copy) : write(copy, output);
  }

  private String newId() {
    if (id != null) {
      return id;
    }
    return output == null ? template : SuiteIds.of(output);
  }

  /** The first line says that this is a template, which a copy is not. */
  private static String withoutFirstComment(String text) {
    return text.startsWith("#") ? text.substring(text.indexOf('\n') + 1) : text;
  }

  private void requireSuite(String copy) {
    try {
      SuiteParser.parse(copy, "copy");
    } catch (SuiteFormatException e) {
      throw usage("--id: " + e.reason());
    }
  }

  private int print(String copy) {
    spec.commandLine().getOut().print(copy);
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }

  private int write(String copy, Path file) {
    try {
      Files.writeString(
          file,
          copy,
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE_NEW,
          StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException e) {
      return refuse(file + " exists already; nothing was written");
    } catch (NoSuchFileException e) {
      return refuse(file + " cannot be written: there is no such directory");
    } catch (AccessDeniedException e) {
      return refuse(file + " cannot be written: this user may not write there");
    } catch (IOException e) {
      return refuse(file + " cannot be written: " + e.getMessage());
    }
    spec.commandLine()
        .getErr()
        .printf(
            "wrote %s from template %s; next: put your items in, then: suite lint %s%n",
            file, template, file);
    return ExitCode.OK;
  }

  private int refuse(String reason) {
    spec.commandLine().getErr().println(reason);
    return ExitCode.SOFTWARE;
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
