package dev.sluice.jobs.admission;

import dev.sluice.admission.ContextMemory;
import dev.sluice.jobs.serialization.ImmutableSerializer;
import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@link AdmittedReport}s: fingerprint, the context's text after its length, and the
 * payload's values after their number. Who reads remembers contexts: a report costs a comparison of
 * bytes and not sixteen strings.
 */
public final class AdmittedReportSerializer extends ImmutableSerializer<AdmittedReport> {
  private static final long serialVersionUID = 1L;

  private transient @Nullable ContextMemory<ReportContext> contexts;
  private transient byte @Nullable [] buffer;

  /** Of its own for each thread: it remembers. */
  @Override
  public AdmittedReportSerializer duplicate() {
    return new AdmittedReportSerializer();
  }

  @Override
  public AdmittedReport createInstance() {
    throw new UnsupportedOperationException("there is no empty report");
  }

  @Override
  public void serialize(AdmittedReport report, DataOutputView target) throws IOException {
    byte[] context = report.context().text();
    target.writeLong(report.idFingerprint());
    target.writeShort(context.length);
    target.write(context);
    target.writeByte(report.payload().length);
    for (long value : report.payload()) {
      target.writeInt(Math.toIntExact(value));
    }
  }

  @Override
  public AdmittedReport deserialize(DataInputView source) throws IOException {
    long idFingerprint = source.readLong();
    ReportContext context = context(source.readUnsignedShort(), source);
    long[] payload = new long[source.readUnsignedByte()];
    for (int i = 0; i < payload.length; i++) {
      payload[i] = source.readInt();
    }
    return new AdmittedReport(idFingerprint, context, payload);
  }

  private ReportContext context(int length, DataInputView source) throws IOException {
    if (contexts == null || buffer == null) {
      contexts = new ContextMemory<>();
      buffer = new byte[1 << 16];
    }
    source.readFully(buffer, 0, length);
    ReportContext known = contexts.find(buffer, 0, length);
    if (known == null) {
      known = ReportContext.ofText(Arrays.copyOf(buffer, length));
      contexts.put(known.text(), known);
    }
    return known;
  }

  @Override
  public TypeSerializerSnapshot<AdmittedReport> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Version 1 of the format above. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<AdmittedReport> {
    public Snapshot() {
      super(AdmittedReportSerializer::new);
    }
  }
}
