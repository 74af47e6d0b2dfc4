package dev.sluice.proof.power;

import dev.sluice.privacy.mechanism.CellSums;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.mechanism.Estimate;
import dev.sluice.privacy.mechanism.Measurement;
import dev.sluice.privacy.mechanism.Randomness;
import dev.sluice.privacy.registry.Design;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Measures what a report is worth. Each device of the population answers once for each arm, through
 * the encoder that ships; what the estimator says of the sums gives the variance of one report, and
 * the effect is the difference of the means before any noise, clipped and rounded as the encoder
 * does: the encoder is unbiased for that, and only for that.
 */
final class PowerStudy {
  private final StudyPopulation population;
  private final Randomness randomness;

  PowerStudy(StudyPopulation population, Randomness randomness) {
    this.population = population;
    this.randomness = randomness;
  }

  /** Devices for a design with noise on the device. */
  PowerRow local(LocalDesign design, Epsilon epsilon) {
    Arm candidate =
        arm(
            design,
            epsilon,
            device -> reading(design, population.candidate(device), population.control(device)));
    if (design.runs() == Design.PAIRED) {
      long devices = SampleSize.devices(candidate.variance(), candidate.mean(), design.share());
      return new PowerRow(
          design.name(), Optional.of(epsilon), Math.abs(candidate.mean()), devices, devices);
    }
    Arm control =
        arm(
            design,
            epsilon,
            device -> reading(design, population.control(device), population.control(device)));
    double effect = Math.abs(candidate.mean() - control.mean());
    long perArm =
        SampleSize.devices(candidate.variance() + control.variance(), effect, design.share());
    return new PowerRow(design.name(), Optional.of(epsilon), effect, perArm, 2 * perArm);
  }

  /** Devices if nothing were private. */
  PowerRow withoutNoise(String name) {
    long perArm = SampleSize.devices(rawVariance(), rawEffect(), 1);
    return new PowerRow(name, Optional.empty(), rawEffect(), perArm, 2 * perArm);
  }

  /**
   * Devices if somebody trusted added Laplace noise once to the mean of each arm: the bound for any
   * design that sends everything.
   *
   * @param sensitivity of one device's whole answer, in units of the pass fraction
   */
  PowerRow central(String name, Epsilon epsilon, double sensitivity) {
    double scale = sensitivity / epsilon.value();
    double noiseOfBothArms = 2 * 2 * scale * scale;
    long perArm = SampleSize.devicesUnderOneNoise(rawVariance(), noiseOfBothArms, rawEffect());
    return new PowerRow(name, Optional.of(epsilon), rawEffect(), perArm, 2 * perArm);
  }

  private static Measurement reading(LocalDesign design, Answers reported, Answers before) {
    return new Measurement.Quantity(design.reading().applyAsDouble(reported, before));
  }

  /**
   * What one arm comes to.
   *
   * @param mean mean of the clipped and rounded answers, without noise
   * @param variance variance of one report, noise and differences between devices together
   */
  private record Arm(double mean, double variance) {}

  private Arm arm(LocalDesign design, Epsilon epsilon, IntFunction<Measurement> answers) {
    Epsilon portion = design.portion(epsilon);
    long[] sums = new long[design.mechanism().slots()];
    long[] squares = new long[design.mechanism().slots()];
    double noiseless = 0;
    for (int device = 0; device < population.devices(); device++) {
      Measurement answer = answers.apply(device);
      noiseless += design.mechanism().noiseless(answer);
      long[] payload = design.mechanism().encode(answer, portion, randomness);
      design.mechanism().accumulate(payload, sums, squares);
    }
    Estimate estimate =
        design
            .mechanism()
            .headline(CellSums.of(population.devices(), sums, squares), portion)
            .orElseThrow();
    return new Arm(noiseless / population.devices(), estimate.variance() * population.devices());
  }

  private double rawEffect() {
    double sum = 0;
    for (int device = 0; device < population.devices(); device++) {
      sum += population.control(device).pooled() - population.candidate(device).pooled();
    }
    return sum / population.devices();
  }

  /** Of both arms together. */
  private double rawVariance() {
    return variance(population::control) + variance(population::candidate);
  }

  private double variance(IntFunction<Answers> arm) {
    double sum = 0;
    double squares = 0;
    for (int device = 0; device < population.devices(); device++) {
      double value = arm.apply(device).pooled();
      sum += value;
      squares += value * value;
    }
    double mean = sum / population.devices();
    return (squares - mean * sum) / (population.devices() - 1);
  }
}
