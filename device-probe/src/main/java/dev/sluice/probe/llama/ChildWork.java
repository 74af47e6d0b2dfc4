package dev.sluice.probe.llama;

/** What a child does for its parent; called on the one thread that enters native code. */
interface ChildWork {

  /** Loads the native library; the first thing that a child does. */
  ChildReply loadLibrary();

  /** Does what is asked, and says what came of it. */
  ChildReply answer(ChildRequest request);
}
