package dev.sluice.schemas;

import java.time.LocalDate;
import java.util.List;

/** Reports for the tests of this module. */
final class TestReports {
  private TestReports() {}

  static ReportedModel model() {
    return new ReportedModel(
        "tiny",
        "1.1.0",
        filled(2),
        Quantization.Q8_0,
        InferenceEngine.LLAMA_CPP,
        "b4916",
        KeyValueCacheType.F16,
        ComputeBackend.CPU,
        11);
  }

  static Report quality() {
    return Report.newBuilder()
        .setId(new ReportId(bytes(1, 16)))
        .setRegistryDigest(filled(3))
        .setSuiteDigest(filled(4))
        .setDay(LocalDate.of(2026, 11, 24))
        .setMetric(0)
        .setDeviceClass(1)
        .setEpsilonTier(1)
        .setModel(model())
        .setPayload(List.of(-731L))
        .build();
  }

  static Report paired() {
    return Report.newBuilder(quality())
        .setBaseline(new ReportedBaseline("1.0.0", filled(5)))
        .setMetric(8)
        .build();
  }

  private static DigestPrefix filled(int value) {
    return new DigestPrefix(bytes(value, DigestPrefixes.BYTES));
  }

  private static byte[] bytes(int value, int length) {
    byte[] bytes = new byte[length];
    java.util.Arrays.fill(bytes, (byte) value);
    return bytes;
  }
}
