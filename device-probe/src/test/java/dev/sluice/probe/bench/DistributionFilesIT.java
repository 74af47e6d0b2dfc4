package dev.sluice.probe.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.probe.ProbeCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** That whoever has the archive has every file that it speaks of, and that these are sound. */
class DistributionFilesIT {
  /** Where the documents put the archive. */
  private static final String PLACE = "/opt/sluice-probe/";

  private static final Pattern FILE_OF_THE_ARCHIVE =
      Pattern.compile("(?<![\\w/.-])(bin|lib|suites|docs|deploy)/[\\w./-]*\\w");

  private static final Pattern BUILD_OF_THE_ENGINE =
      Pattern.compile("de/kherud/llama/([\\w-]+/\\w+)/(lib)?jllama\\.\\w+");

  @TempDir private static Path directory;
  private static InstalledArchive archive;

  @BeforeAll
  static void unpack() throws Exception {
    archive = InstalledArchive.in(directory);
  }

  @Test
  void archive_unpacked_hasWhatItNeedsToBeInstalled() throws IOException {
    assertThat(archive.home().resolve("LICENSE")).isRegularFile();
    assertThat(archive.home().resolve("bin/sluice-probe")).isExecutable();
    assertThat(InstalledArchive.files(archive.home().resolve("suites")))
        .anyMatch(file -> file.endsWith("intent.yaml"));
    assertThat(archive.text("README.md"))
        .contains("## What it needs", "## Run", "## Report", "## Daemon");
  }

  @Test
  void readme_namesEveryFileForTheSystem() throws IOException {
    assertThat(InstalledArchive.files(archive.home().resolve("deploy/probe")))
        .hasSize(4)
        .allSatisfy(
            file ->
                assertThat(archive.text("README.md"))
                    .contains("`deploy/probe/" + file.getFileName() + "`"));
  }

  /** A build that comes or goes with another version of the engine changes what may be said. */
  @Test
  void readme_systemsOfTheEngine_areThoseInItsJar() throws IOException {
    assertThat(buildsOfTheEngine())
        .containsExactly(
            "Linux-Android/aarch64",
            "Linux/aarch64",
            "Linux/x86_64",
            "Mac/aarch64",
            "Mac/x86_64",
            "Windows/x86",
            "Windows/x86_64");
    assertThat(archive.text("README.md"))
        .contains(
            "| Android | aarch64 | in it, never tried",
            "| Linux | aarch64 | in it, never tried",
            "| Linux | x86-64 with AVX2, FMA, F16C and BMI2 | tested",
            "| macOS | x86-64, aarch64 | in it, never tried",
            "| Windows | x86-64, x86 | in it, never tried");
  }

  @Test
  void textsOfTheArchive_everyFileThatTheyName_isInIt() throws IOException {
    assertInArchive(named(archive.text("README.md")), "docs/privacy.md", "bin/sluice-probe");
    assertInArchive(named(texts("deploy/probe")), "docs/probe-daemon.md", "bin/sluice-probe");
    assertInArchive(named(texts("docs")), "deploy/probe/rapl.conf", "bin/sluice-probe");
  }

  @Test
  void help_everyFileThatItNames_isInTheArchive() throws IOException {
    StringBuilder help = new StringBuilder();
    withThoseBelow(new CommandLine(new ProbeCommand()))
        .forEach(command -> help.append(command.getUsageMessage(Ansi.OFF)));

    assertInArchive(named(help.toString()), "docs/device-metrics.md");
    assertThat(help).as("a command of another program").doesNotContain("suite list");
  }

  /** Not every message can be had here: some are about meters that this machine does not have. */
  @Test
  void messages_everyFileThatTheyName_isInTheArchive() throws IOException {
    StringBuilder sources = new StringBuilder();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(file -> file.toString().endsWith(".java")).toList()) {
        sources.append(Files.readString(file));
      }
    }

    Set<String> documents = named(sources.toString());
    documents.removeIf(name -> !name.startsWith("docs/") && !name.startsWith("deploy/"));
    assertInArchive(documents, "docs/device-metrics.md", "deploy/probe/60-rapl-energy.rules");
  }

  /** The unit's own command, with the archive and the example in their places. */
  @Test
  void unit_itsCommandWithTheExample_isAccepted() throws Exception {
    String start = value(archive.text("deploy/probe/sluice-probe.service"), "ExecStart=");
    List<String> command =
        new ArrayList<>(
            List.of(
                start
                    .replace(PLACE, archive.home() + "/")
                    .replace("/etc/", archive.home() + "/deploy/probe/")
                    .split(" ")));
    assertThat(command).contains(archive.home().resolve("bin/sluice-probe").toString(), "daemon");
    command.add("--check");

    assertThat(archive.run(command)).isEmpty();
  }

  /** With a counter of this test's, and a group that it may give a file to. */
  @Test
  void dropIn_itsCommand_letsTheGroupReadEveryCounter() throws Exception {
    String unit = archive.text("deploy/probe/sluice-probe.service");
    String start = value(archive.text("deploy/probe/rapl.conf"), "ExecStartPre=-+/bin/sh -c ");
    assertThat(start).startsWith("'").endsWith("'");
    assertThat(start).contains("chgrp " + value(unit, "User=") + " ");
    Path root = Files.createDirectory(directory.resolve("system"));
    List<Path> counters = List.of(counter(root, "intel-rapl:0"), counter(root, "intel-rapl:0:1"));
    String ownGroup = archive.run(List.of("id", "-g")).strip();

    archive.run(
        List.of(
            "sh",
            "-c",
            start
                .substring(1, start.length() - 1)
                .replace("chgrp " + value(unit, "User="), "chgrp " + ownGroup)
                .replace("/sys/", root + "/sys/")));

    for (Path counter : counters) {
      assertThat(Files.getPosixFilePermissions(counter))
          .contains(PosixFilePermission.GROUP_READ)
          .doesNotContain(PosixFilePermission.OTHERS_READ);
    }
  }

  private static Set<String> buildsOfTheEngine() throws IOException {
    Set<String> builds = new TreeSet<>();
    for (Path file : InstalledArchive.files(archive.home().resolve("lib"))) {
      if (file.getFileName().toString().startsWith("llama-")) {
        try (JarFile jar = new JarFile(file.toFile())) {
          jar.stream()
              .map(entry -> BUILD_OF_THE_ENGINE.matcher(entry.getName()))
              .filter(Matcher::matches)
              .forEach(matcher -> builds.add(matcher.group(1)));
        }
      }
    }
    return builds;
  }

  private static Path counter(Path root, String zone) throws IOException {
    Path place = Files.createDirectories(root.resolve("sys/class/powercap").resolve(zone));
    Path counter = Files.writeString(place.resolve("energy_uj"), "1");
    return Files.setPosixFilePermissions(counter, PosixFilePermissions.fromString("r--------"));
  }

  private static void assertInArchive(Set<String> names, String... among) {
    assertThat(names)
        .contains(among)
        .allSatisfy(name -> assertThat(archive.home().resolve(name)).exists());
  }

  /** Also those with the place where the archive goes, or the way there from a document. */
  private static Set<String> named(String text) {
    Set<String> names = new TreeSet<>();
    FILE_OF_THE_ARCHIVE
        .matcher(text.replace(PLACE, "").replace("../deploy/", "deploy/"))
        .results()
        .map(MatchResult::group)
        .forEach(names::add);
    return names;
  }

  private static String texts(String folder) throws IOException {
    StringBuilder texts = new StringBuilder();
    for (Path file : InstalledArchive.files(archive.home().resolve(folder))) {
      texts.append(Files.readString(file));
    }
    return texts.toString();
  }

  private static String value(String unit, String key) {
    return unit.lines()
        .filter(line -> line.startsWith(key))
        .map(line -> line.substring(key.length()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no line " + key));
  }

  private static Stream<CommandLine> withThoseBelow(CommandLine command) {
    return Stream.concat(
        Stream.of(command),
        command.getSubcommands().values().stream().flatMap(DistributionFilesIT::withThoseBelow));
  }
}
