package dev.sluice.proof.wire;

import dev.sluice.privacy.mechanism.ClippedRange;
import dev.sluice.privacy.mechanism.HistogramLaplace;
import dev.sluice.privacy.mechanism.Mechanism;
import java.util.List;
import java.util.function.ToIntFunction;
import org.apache.commons.statistics.distribution.LaplaceDistribution;

/**
 * Payloads sorted into cells, and what a mechanism's definition says of each cell's probability.
 * Written from the definitions, without the mechanisms' code.
 */
final class PayloadCells {
  private final ToIntFunction<List<Long>> cell;
  private final double[] probabilities;

  private PayloadCells(ToIntFunction<List<Long>> cell, double[] probabilities) {
    this.cell = cell;
    this.probabilities = probabilities;
  }

  int cell(List<Long> payload) {
    return cell.applyAsInt(payload);
  }

  double[] probabilities() {
    return probabilities.clone();
  }

  /** The cells for the good end of a range, the first category or the first bucket. */
  static PayloadCells of(Mechanism mechanism, double epsilon, long step) {
    return switch (mechanism.kind()) {
      case LAPLACE_GRID -> laplace(step, ClippedRange.STEPS / epsilon);
      case LAPLACE_HISTOGRAM ->
          histogram(mechanism.payloadLength() - 1, 2.0 * HistogramLaplace.UNIT / epsilon);
      case RANDOMIZED_RESPONSE -> response(mechanism.slots(), epsilon);
      case ONE_BIT_MEAN -> {
        double share = Math.exp(epsilon) / (Math.exp(epsilon) + 1);
        yield step == 0 ? of(share, 1 - share) : of(1 - share, share);
      }
      case PIECEWISE -> piecewise((int) step, epsilon);
    };
  }

  private static PayloadCells of(double... probabilities) {
    return new PayloadCells(payload -> payload.get(0).intValue(), probabilities);
  }

  private static PayloadCells response(int categories, double epsilon) {
    double[] probabilities = new double[categories];
    for (int category = 0; category < categories; category++) {
      probabilities[category] =
          (category == 0 ? Math.exp(epsilon) : 1) / (Math.exp(epsilon) + categories - 1);
    }
    return of(probabilities);
  }

  private static PayloadCells piecewise(int step, double epsilon) {
    int window = (int) Math.round(1000 * Math.exp(-epsilon / 2));
    int outputs = 1000 + window;
    double outside = 1 / (window * Math.exp(epsilon) + outputs - window);
    int cells = 20;
    double[] probabilities = new double[cells];
    for (int output = 0; output < outputs; output++) {
      boolean near = output >= step && output < step + window;
      probabilities[output * cells / outputs] += near ? Math.exp(epsilon) * outside : outside;
    }
    return new PayloadCells(payload -> (int) (payload.get(0) * cells / outputs), probabilities);
  }

  private static PayloadCells laplace(long truth, double scale) {
    LaplaceDistribution noise = LaplaceDistribution.of((double) truth, scale);
    long[] edges = edges(noise, 20);
    return new PayloadCells(payload -> cell(payload.get(0), edges), probabilities(noise, edges));
  }

  /** Two buckets together, the hot one and the last: 25 cells. */
  private static PayloadCells histogram(int last, double scale) {
    LaplaceDistribution hot = LaplaceDistribution.of(HistogramLaplace.UNIT, scale);
    LaplaceDistribution cold = LaplaceDistribution.of(0, scale);
    long[] hotEdges = edges(hot, 5);
    long[] coldEdges = edges(cold, 5);
    double[] hots = probabilities(hot, hotEdges);
    double[] colds = probabilities(cold, coldEdges);
    double[] joint = new double[25];
    for (int i = 0; i < joint.length; i++) {
      joint[i] = hots[i / 5] * colds[i % 5];
    }
    return new PayloadCells(
        payload -> 5 * cell(payload.get(0), hotEdges) + cell(payload.get(last), coldEdges), joint);
  }

  /** Integers that divide a distribution into about equal parts: each belongs to the part below. */
  private static long[] edges(LaplaceDistribution noise, int parts) {
    long[] edges = new long[parts - 1];
    for (int i = 0; i < edges.length; i++) {
      edges[i] = (long) Math.floor(noise.inverseCumulativeProbability((i + 1.0) / parts));
    }
    return edges;
  }

  /** Noise is rounded to the nearest integer, so a part ends half above its edge. */
  private static double[] probabilities(LaplaceDistribution noise, long[] edges) {
    double[] probabilities = new double[edges.length + 1];
    double before = 0;
    for (int i = 0; i < edges.length; i++) {
      double upTo = noise.cumulativeProbability(edges[i] + 0.5);
      probabilities[i] = upTo - before;
      before = upTo;
    }
    probabilities[edges.length] = 1 - before;
    return probabilities;
  }

  private static int cell(long value, long[] edges) {
    int cell = 0;
    while (cell < edges.length && value > edges[cell]) {
      cell++;
    }
    return cell;
  }
}
