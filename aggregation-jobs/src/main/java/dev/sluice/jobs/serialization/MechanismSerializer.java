package dev.sluice.jobs.serialization;

import dev.sluice.privacy.mechanism.ClippedRange;
import dev.sluice.privacy.mechanism.GridLaplace;
import dev.sluice.privacy.mechanism.HistogramLaplace;
import dev.sluice.privacy.mechanism.MeanMechanism;
import dev.sluice.privacy.mechanism.Mechanism;
import dev.sluice.privacy.mechanism.MechanismKind;
import dev.sluice.privacy.mechanism.OneBitMean;
import dev.sluice.privacy.mechanism.Piecewise;
import dev.sluice.privacy.mechanism.RandomizedResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes {@link Mechanism}s: the kind by its name, and behind it bounds and whether the lower one
 * is the worst; or categories after their number, and the worst one's place; or edges after their
 * number.
 */
public final class MechanismSerializer extends ImmutableSerializer<Mechanism> {
  public static final MechanismSerializer INSTANCE = new MechanismSerializer();

  private static final long serialVersionUID = 1L;

  @Override
  public Mechanism createInstance() {
    return new GridLaplace(new ClippedRange(0, 1, ClippedRange.Worst.LOW));
  }

  @Override
  public void serialize(Mechanism mechanism, DataOutputView target) throws IOException {
    target.writeUTF(mechanism.kind().name());
    if (mechanism instanceof MeanMechanism mean) {
      target.writeDouble(mean.range().low());
      target.writeDouble(mean.range().high());
      target.writeBoolean(mean.range().worst() == ClippedRange.Worst.LOW);
    } else if (mechanism instanceof RandomizedResponse response) {
      target.writeShort(response.categories().size());
      for (String category : response.categories()) {
        target.writeUTF(category);
      }
      target.writeShort(response.worst());
    } else if (mechanism instanceof HistogramLaplace histogram) {
      target.writeShort(histogram.edges().size());
      for (double edge : histogram.edges()) {
        target.writeDouble(edge);
      }
    }
  }

  @Override
  public Mechanism deserialize(DataInputView source) throws IOException {
    return switch (MechanismKind.valueOf(source.readUTF())) {
      case LAPLACE_GRID -> new GridLaplace(range(source));
      case ONE_BIT_MEAN -> new OneBitMean(range(source));
      case PIECEWISE -> new Piecewise(range(source));
      case RANDOMIZED_RESPONSE ->
          new RandomizedResponse(categories(source), source.readUnsignedShort());
      case LAPLACE_HISTOGRAM -> new HistogramLaplace(edges(source));
    };
  }

  private static ClippedRange range(DataInputView source) throws IOException {
    return new ClippedRange(
        source.readDouble(),
        source.readDouble(),
        source.readBoolean() ? ClippedRange.Worst.LOW : ClippedRange.Worst.HIGH);
  }

  private static List<String> categories(DataInputView source) throws IOException {
    List<String> categories = new ArrayList<>();
    for (int left = source.readUnsignedShort(); left > 0; left--) {
      categories.add(source.readUTF());
    }
    return categories;
  }

  private static List<Double> edges(DataInputView source) throws IOException {
    List<Double> edges = new ArrayList<>();
    for (int left = source.readUnsignedShort(); left > 0; left--) {
      edges.add(source.readDouble());
    }
    return edges;
  }

  @Override
  public TypeSerializerSnapshot<Mechanism> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Version 1 of the format above. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Mechanism> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
