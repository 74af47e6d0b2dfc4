package dev.sluice.standalone.processes;

import java.io.IOException;

/** A part of the cluster that runs in a process of its own and can be ended in three ways. */
public interface Part {
  /** What it is called in logs and tables. */
  String name();

  /** Starts it, again if need be; returns before it is ready. */
  void start() throws IOException;

  /** Whether its process runs, paused or not. */
  boolean alive();

  /** SIGKILL; returns when the process has ended. */
  void kill();

  /** SIGSTOP: it holds its connections and does nothing. */
  void pause();

  /** SIGCONT. */
  void resume();

  /** Its orderly end, by SIGTERM or what it has for that; SIGKILL if it takes too long. */
  void stop();
}
