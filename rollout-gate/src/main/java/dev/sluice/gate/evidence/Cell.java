package dev.sluice.gate.evidence;

import dev.sluice.privacy.mechanism.CellSums;
import dev.sluice.privacy.registry.Deployment;
import dev.sluice.schemas.Baseline;
import dev.sluice.schemas.ModelVersion;
import java.time.LocalDate;
import java.util.Optional;

/**
 * One cell of the aggregates, checked against its registry and the present one by {@link
 * CellReader}.
 *
 * @param key everything that tells it from another cell
 * @param registry how the digest of the registry begins that its reports were made by
 * @param model what ran
 * @param baseline what it was compared with on the device, of a difference
 * @param day day of its reports
 * @param metric identifier of a registered metric
 * @param deployment where the devices of its class run the model
 * @param stratum what its reports may be compared with
 * @param sums exact sums, in the slots of the metric's mechanism
 */
public record Cell(
    String key,
    String registry,
    ModelVersion model,
    Optional<Baseline> baseline,
    LocalDate day,
    String metric,
    Deployment deployment,
    Stratum stratum,
    CellSums sums) {}
