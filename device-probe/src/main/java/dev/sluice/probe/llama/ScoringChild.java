package dev.sluice.probe.llama;

/** The program of a child JVM that weighs texts. */
final class ScoringChild {
  private ScoringChild() {}

  public static void main(String[] args) {
    LlamaChild.serve(new ScoringWork());
  }
}
