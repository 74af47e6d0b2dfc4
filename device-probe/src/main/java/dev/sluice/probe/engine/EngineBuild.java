package dev.sluice.probe.engine;

/**
 * Which engine would run a model; known before any model is opened, because what a report is about
 * must be settled before anything is looked at.
 *
 * @param runtimeBuild build of the inference library, such as {@code llama.cpp b4916}
 * @param backend what computes, such as {@code cpu}
 */
public record EngineBuild(String runtimeBuild, String backend) {}
