package dev.sluice.probe.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * How large the jars and directories of a class path are on disk.
 *
 * @param bytesWithoutNatives all but what the native libraries take in their jars
 * @param nativeBytes native libraries for all systems, compressed as they are
 */
public record DistributionSize(long bytesWithoutNatives, long nativeBytes) {
  private static final Pattern NATIVE_LIBRARY =
      Pattern.compile(".*\\.(so|dll|dylib|jnilib|a|metal)(\\.\\d+)*", Pattern.CASE_INSENSITIVE);

  /** Measures a class path, such as {@code a.jar:lib/b.jar}; wildcards are not known here. */
  public static DistributionSize ofClassPath(String classPath) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      Path path = Path.of(entry);
      if (!entry.isEmpty() && Files.exists(path)) {
        files.addAll(filesIn(path));
      }
    }
    return of(files);
  }

  /** Measures some files. */
  public static DistributionSize of(List<Path> files) throws IOException {
    long all = 0;
    long natives = 0;
    for (Path file : files) {
      all += Files.size(file);
      natives += nativeBytes(file);
    }
    return new DistributionSize(all - natives, natives);
  }

  private static List<Path> filesIn(Path path) throws IOException {
    try (Stream<Path> found = Files.walk(path)) {
      return found.filter(Files::isRegularFile).toList();
    }
  }

  private static long nativeBytes(Path file) throws IOException {
    if (!file.toString().endsWith(".jar")) {
      return NATIVE_LIBRARY.matcher(file.toString()).matches() ? Files.size(file) : 0;
    }
    long bytes = 0;
    try (ZipFile jar = new ZipFile(file.toFile())) {
      for (Enumeration<? extends ZipEntry> in = jar.entries(); in.hasMoreElements(); ) {
        ZipEntry entry = in.nextElement();
        bytes += NATIVE_LIBRARY.matcher(entry.getName()).matches() ? entry.getCompressedSize() : 0;
      }
    }
    return bytes;
  }
}
