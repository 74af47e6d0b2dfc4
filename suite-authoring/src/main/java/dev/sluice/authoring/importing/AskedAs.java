package dev.sluice.authoring.importing;

/** In what form a suite puts the questions of a file. */
public enum AskedAs {
  /** As what a user says in a chat, which is how tools for chat models ask. */
  CHAT,
  /** As a text to continue, for models that were never taught to chat. */
  TEXT
}
