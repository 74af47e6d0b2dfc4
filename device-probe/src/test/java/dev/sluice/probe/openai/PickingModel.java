package dev.sluice.probe.openai;

import dev.sluice.probe.openai.ScriptedServer.Flaw;

/** A model that picks the word that was said: {@code pick no:} goes on with {@code no}. */
final class PickingModel {
  private PickingModel() {}

  /** A server of this model. */
  static ScriptedServer served(Flaw... flaws) {
    return new ScriptedServer(PickingModel::picked, flaws);
  }

  /**
   * Goes on with the word that was said, as far as it is not there yet; else with another letter.
   */
  static String picked(String prompt) {
    int colon = prompt.lastIndexOf(':');
    if (!prompt.startsWith("pick ") || colon < 0) {
      int last = prompt.isEmpty() ? 0 : prompt.charAt(prompt.length() - 1);
      return String.valueOf((char) ('a' + (last + 1) % 26));
    }
    String word = prompt.substring("pick ".length(), colon);
    String written = prompt.substring(colon + 1);
    return word.startsWith(written) ? word.substring(written.length()) : "";
  }
}
