package dev.sluice.probe.llama;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How a child JVM is started: this JVM's {@code java} and class path, a small heap, no traces. */
final class ChildCommand {
  private static final List<String> JVM_OPTIONS =
      List.of(
          "-Xmx96m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:-UsePerfData",
          "-XX:-CreateCoredumpOnCrash",
          // Its last words belong to the log; standard output is the reply channel.
          "-XX:+DisplayVMOutputToStderr",
          "-Dfile.encoding=UTF-8");

  private ChildCommand() {}

  /** A program that loads the library. */
  static ProcessBuilder of(Class<?> program, PrivateDirectory directory) {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> command = new ArrayList<>(List.of(java.toString()));
    command.addAll(JVM_OPTIONS);
    command.add("-XX:ErrorFile=" + directory.path().resolve("hs_err.log"));
    command.add("-D" + PrivateDirectory.PROPERTY + "=" + directory.path());
    command.add("-Djna.tmpdir=" + directory.path());
    command.add(program.getName());
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.path().toFile());
    adapt(builder.environment());
    return builder;
  }

  private static void adapt(Map<String, String> environment) {
    // llama.cpp reads settings from LLAMA_ARG_*; the JVM reads agents and options from the others.
    environment.keySet().removeIf(name -> name.startsWith("LLAMA_"));
    List.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS").forEach(environment::remove);
    environment.put("GGML_NO_BACKTRACE", "1");
    // In the environment, because some systems allow only short command lines.
    environment.put("CLASSPATH", absolute(System.getProperty("java.class.path", "")));
  }

  /** The child works in another directory, where relative entries would point elsewhere. */
  private static String absolute(String classPath) {
    return Arrays.stream(classPath.split(File.pathSeparator))
        .filter(entry -> !entry.isEmpty())
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
