package dev.sluice.ingest.http;

import dev.sluice.schemas.ReportFormat;
import io.vertx.core.buffer.Buffer;
import java.util.AbstractList;
import java.util.List;
import java.util.Optional;

/**
 * The reports of a batch, one after the other in its body. Each is copied out when it is asked for:
 * a batch that nobody has room for, the commonest under overload, is never copied.
 */
final class BatchBody extends AbstractList<byte[]> {
  private final Buffer body;

  private BatchBody(Buffer body) {
    this.body = body;
  }

  /** Empty if the body is not some whole reports; decided by its length alone. */
  static Optional<List<byte[]>> divide(Buffer body) {
    return body.length() == 0 || body.length() % ReportFormat.BYTES != 0
        ? Optional.empty()
        : Optional.of(new BatchBody(body));
  }

  @Override
  public byte[] get(int index) {
    int start = index * ReportFormat.BYTES;
    return body.getBytes(start, start + ReportFormat.BYTES);
  }

  @Override
  public int size() {
    return body.length() / ReportFormat.BYTES;
  }
}
