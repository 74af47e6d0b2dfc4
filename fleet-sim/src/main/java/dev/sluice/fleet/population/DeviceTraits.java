package dev.sluice.fleet.population;

/**
 * One device as the simulation knows it; nothing of this is ever sent.
 *
 * @param deviceClass its class
 * @param ttftMillis its own median time to first token with the reference version
 * @param decodeTokensPerSecond its own median decoding speed with the reference version
 * @param joulesPer1kTokens its own energy with the reference version
 * @param spoiltAnswerRate share of right answers that its arithmetic spoils
 */
public record DeviceTraits(
    ClassModel deviceClass,
    double ttftMillis,
    double decodeTokensPerSecond,
    double joulesPer1kTokens,
    double spoiltAnswerRate) {}
