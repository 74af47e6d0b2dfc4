package dev.sluice.probe.run;

import dev.sluice.suites.Item;
import java.util.Optional;

/**
 * Lets a run stop between two questions, and a later one go on where it stopped. A suite that was
 * not finished has its controls asked anew: they test the harness of the part that they are in.
 */
public interface Continuation {

  /** What an earlier part came to for a whole suite; empty unless that part finished it. */
  Optional<SuiteResult> finished(SuitePlan plan);

  /** What an earlier part came to for one item of a suite that it did not finish. */
  Optional<ItemResult> earlier(SuitePlan plan, Item item);

  /**
   * Keeps the result of an item or a control.
   *
   * @return the result as a later part would see it
   */
  ItemResult keep(SuitePlan plan, ItemResult result);

  /** Keeps the result of a suite that is finished. */
  void keep(SuitePlan plan, SuiteResult result);

  /**
   * Whether the run must stop. Asked before each question, and once more where there was no answer:
   * one that was broken off with the run is nobody's fault and is not kept.
   */
  boolean mustStop();

  /** A run in one piece, of which nothing is kept. */
  static Continuation none() {
    return new Continuation() {
      @Override
      public Optional<SuiteResult> finished(SuitePlan plan) {
        return Optional.empty();
      }

      @Override
      public Optional<ItemResult> earlier(SuitePlan plan, Item item) {
        return Optional.empty();
      }

      @Override
      public ItemResult keep(SuitePlan plan, ItemResult result) {
        return result;
      }

      @Override
      public void keep(SuitePlan plan, SuiteResult result) {}

      @Override
      public boolean mustStop() {
        return false;
      }
    };
  }
}
