package dev.sluice.probe.release;

/**
 * A suite that the release is judged by.
 *
 * @param digest the suite's own digest, 32 lower-case hexadecimal digits
 */
public record SuitePin(String id, String digest) {}
