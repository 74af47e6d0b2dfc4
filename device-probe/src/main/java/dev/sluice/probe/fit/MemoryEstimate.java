package dev.sluice.probe.fit;

/**
 * Where a model's memory goes, in bytes.
 *
 * @param weights the tensors, whether they are read into memory or mapped from the file: each one
 *     is used for every token, so none can be spared
 * @param cache keys and values of the whole context; all of it from the start
 * @param compute intermediate results of one step at the context's end, the largest case
 * @param runtime the library itself
 * @param rereadable pages of the file that were copied into another order and are not used again:
 *     they count as resident, but the system takes them back when it needs memory
 */
public record MemoryEstimate(
    long weights, long cache, long compute, long runtime, long rereadable) {

  /** What must be there for the model to run. */
  public long neededBytes() {
    return weights + cache + compute + runtime;
  }

  /** What a system with enough memory shows as the largest resident set. */
  public long peakResidentBytes() {
    return neededBytes() + rereadable;
  }
}
