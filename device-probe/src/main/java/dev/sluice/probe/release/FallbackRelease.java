package dev.sluice.probe.release;

/**
 * The release to go back to, the last one known to be good.
 *
 * @param sha256 digest of the file that goes back into service
 */
public record FallbackRelease(String name, String version, String sha256) {}
