package dev.sluice.probe.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DistributionSizeTest {
  private static final int NATIVE_BYTES = 50_000;

  @TempDir private Path directory;

  @Test
  void ofClassPath_jarWithNatives_countsThemApart() throws IOException {
    Path jar = jar("a.jar", "Linux/x86_64/libjllama.so", "Windows/jllama.dll", "A.class");

    DistributionSize size = DistributionSize.ofClassPath(jar.toString());

    assertThat(size.nativeBytes()).isGreaterThanOrEqualTo(2L * NATIVE_BYTES);
    assertThat(size.bytesWithoutNatives()).isGreaterThanOrEqualTo(NATIVE_BYTES);
    assertThat(size.nativeBytes() + size.bytesWithoutNatives()).isEqualTo(Files.size(jar));
  }

  @Test
  void ofClassPath_directoriesAndEntriesThatAreNotThere_countsWhatIsThere() throws IOException {
    Path classes = Files.createDirectories(directory.resolve("classes/some/package"));
    Files.write(classes.resolve("A.class"), new byte[123]);
    String classPath =
        String.join(
            File.pathSeparator, directory.resolve("classes").toString(), "", "/no/such.jar");

    DistributionSize size = DistributionSize.ofClassPath(classPath);

    assertThat(size).isEqualTo(new DistributionSize(123, 0));
  }

  /** Of bytes that do not compress. */
  private Path jar(String name, String... entries) throws IOException {
    Random random = new Random(1);
    Path file = directory.resolve(name);
    try (ZipOutputStream jar = new ZipOutputStream(Files.newOutputStream(file))) {
      for (String entry : entries) {
        byte[] content = new byte[NATIVE_BYTES];
        random.nextBytes(content);
        jar.putNextEntry(new ZipEntry(entry));
        jar.write(content);
        jar.closeEntry();
      }
    }
    return file;
  }
}
