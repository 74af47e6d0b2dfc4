package dev.sluice.probe.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** libgomp is where Linux distributions put it; the engine's library needs it. */
record ThreadLibraryCheck(String operatingSystem, List<Path> places) implements Check {
  private static final String LIBRARY = "libgomp.so.1";

  static ThreadLibraryCheck here() {
    return new ThreadLibraryCheck(
        System.getProperty("os.name", ""),
        List.of(Path.of("/usr/lib"), Path.of("/lib"), Path.of("/usr/lib64"), Path.of("/lib64")));
  }

  @Override
  public String name() {
    return "libgomp";
  }

  @Override
  public Finding run() throws IOException {
    if (!operatingSystem.equals("Linux")) {
      return Finding.notChecked("only the Linux library needs it");
    }
    for (Path place : places) {
      if (Files.isDirectory(place) && isIn(place)) {
        return Finding.ok("found under " + place);
      }
    }
    return Finding.warning(
        "not found where distributions put it",
        "if the engine does not start: apt-get install libgomp1");
  }

  /** Directly, or in the directory of one architecture. */
  private static boolean isIn(Path place) throws IOException {
    if (Files.exists(place.resolve(LIBRARY))) {
      return true;
    }
    try (Stream<Path> entries = Files.list(place)) {
      return entries.anyMatch(entry -> Files.exists(entry.resolve(LIBRARY)));
    }
  }
}
