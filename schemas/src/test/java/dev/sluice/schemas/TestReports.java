package dev.sluice.schemas;

import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.List;

/** Reports for the tests of this module. */
final class TestReports {
  private TestReports() {}

  static ModelVersion model() {
    return new ModelVersion(
        "tiny", "1.1.0", new Digest(filled(2)), "Q8_0", "llama.cpp-b4916", "cpu");
  }

  static Report quality() {
    return Report.newBuilder()
        .setId(new ReportId(filled(1)))
        .setRegistryDigest(new Digest(filled(3)))
        .setModel(model())
        .setSuiteDigest(new Digest(filled(4)))
        .setDeviceClass("phone-8gb")
        .setDay(LocalDate.of(2026, 11, 24))
        .setMetric("quality")
        .setMechanism(Mechanism.LAPLACE_GRID)
        .setNanoEpsilon(1_000_000_000L)
        .setPayload(List.of(-731L))
        .setPadding(ByteBuffer.allocate(0))
        .build();
  }

  static Report paired() {
    return Report.newBuilder(quality())
        .setBaseline(new Baseline("tiny", "1.0.0", new Digest(filled(5))))
        .setMetric("quality_difference")
        .build();
  }

  private static byte[] filled(int value) {
    byte[] bytes = new byte[16];
    java.util.Arrays.fill(bytes, (byte) value);
    return bytes;
  }
}
