package dev.sluice.probe.llama;

/** What a child does for its parent; called on the one thread that enters native code. */
interface ChildWork {

  /** Loads the native library; the first thing that a child does. */
  ChildReply loadLibrary();

  /**
   * Does what is asked, and says what came of it.
   *
   * @param meanwhile to be called when the engine computes on a thread of its own, or before
   *     anything that takes long on this one
   */
  ChildReply answer(ChildRequest request, Runnable meanwhile);
}
