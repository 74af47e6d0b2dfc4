package dev.sluice.probe.release;

/**
 * An inference runtime and its build.
 *
 * @param name such as {@code llama.cpp}
 * @param build its build number; later builds have greater ones
 */
public record RuntimeBuild(String name, int build) {}
