package dev.sluice.probe.gguf;

/** Why a file cannot be used as a model; one constant per thing that a person would do next. */
public enum GgufFault {
  /** There is nothing at that path. */
  MISSING,
  /** A directory, a pipe or another thing that is not a regular file. */
  NOT_A_FILE,
  /** The file exists but the operating system refuses to let it be read. */
  UNREADABLE,
  /** Zero bytes. */
  EMPTY,
  /** The first four bytes are not {@code GGUF}. */
  NOT_GGUF,
  /** GGUF, but of a version or byte order that llama.cpp does not read. */
  UNSUPPORTED,
  /** The file ends before its header or its tensors do: an interrupted download or a full disk. */
  TRUNCATED,
  /** The header contradicts itself or promises more than the file can hold. */
  CORRUPT,
  /** A sound GGUF file that holds something else than one whole model. */
  NOT_A_MODEL
}
