package dev.sluice.standalone.demo;

import java.nio.file.Path;

/** The files of one rollout. */
record ModelPair(Path control, Path candidate) {}
