package dev.sluice.standalone.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives made by a real JVM. */
class ClassArchiveTest {
  /** What a build has not put into a jar. */
  private static final class InADirectory {}

  @TempDir private Path directory;
  private ClassArchive archive;

  @BeforeEach
  void aProgramEachHasLoadedOneClass() throws Exception {
    archive = new ClassArchive(directory);
    Files.writeString(directory.resolve("one.classes"), "java/lang/Object\njava/util/BitSet\n");
    Files.writeString(directory.resolve("two.classes"), "java/lang/Object\njava/util/Sca");
  }

  @Test
  void options_beforeThereIsAnArchive_haveTheProgramWriteDownWhatItLoads() {
    assertThat(archive.options("one"))
        .containsExactly("-XX:DumpLoadedClassList=" + directory.resolve("one.classes"));
  }

  @Test
  void make_ofJars_isWhatProgramsStartWithFromThenOn() throws Exception {
    Path jar = jar();

    assertThat(archive.make(jar.toString())).isEmpty();

    assertThat(Files.readAllLines(directory.resolve("all-classes")))
        .containsExactlyInAnyOrder("java/lang/Object", "java/util/BitSet");
    assertThat(exitOfAProgramThatNeedsIt(jar)).isZero();
  }

  @Test
  void make_ofClassesInADirectory_saysWhyNot_andProgramsStartAsBefore() throws Exception {
    Files.writeString(
        directory.resolve("one.classes"), InADirectory.class.getName().replace('.', '/') + "\n");
    URI classes = InADirectory.class.getProtectionDomain().getCodeSource().getLocation().toURI();

    assertThat(archive.make(Path.of(classes).toString()))
        .hasValueSatisfying(why -> assertThat(why).contains("archive.log"));

    assertThat(directory.resolve("archive.log")).content().contains("non-empty directory");
    assertThat(archive.options("one").get(0)).startsWith("-XX:DumpLoadedClassList=");
  }

  /** A JVM that is told not to start without its archive. */
  private int exitOfAProgramThatNeedsIt(Path jar) throws Exception {
    List<String> command = new ArrayList<>(List.of(JavaProgram.java(), "-Xshare:on"));
    command.add("-XX:+UseSerialGC");
    command.addAll(archive.options("one"));
    command.addAll(List.of("-cp", jar.toString(), "-version"));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("program.log").toFile())
        .start()
        .waitFor();
  }

  private Path jar() throws Exception {
    Path jar = directory.resolve("empty.jar");
    try (OutputStream file = Files.newOutputStream(jar)) {
      new JarOutputStream(file).close();
    }
    return jar;
  }
}
