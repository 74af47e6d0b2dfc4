package dev.sluice.probe.engine;

/** The form of a chat for a model that brings no template of its own. */
public enum ChatFallback {
  /** There is none: such a model cannot be asked. */
  NONE,
  /** {@code <|im_start|>role}, the text, {@code <|im_end|>}, a line break after each. */
  CHATML
}
