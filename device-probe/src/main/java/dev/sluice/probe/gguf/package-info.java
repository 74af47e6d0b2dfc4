/**
 * Reads the header of a GGUF model file, a hostile input, far enough to say what the model is and
 * whether the file is whole. It must not know any engine: a file is judged before native code sees
 * it.
 */
@NullMarked
package dev.sluice.probe.gguf;

import org.jspecify.annotations.NullMarked;
