package dev.sluice.probe.gguf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/** A remote file that is read where somebody looks, in chunks, within limits. */
final class HttpRangeChannel implements SeekableByteChannel {
  private final RangeClient client;
  private final RemoteLimits limits;
  private RangeClient.Part chunk;
  private long chunkStart;
  private long position;
  private long spentBytes;

  private HttpRangeChannel(RangeClient client, RemoteLimits limits, RangeClient.Part first) {
    this.client = client;
    this.limits = limits;
    this.chunk = first;
    this.spentBytes = first.bytes().remaining();
  }

  /** Opens the file by reading its first chunk. */
  static HttpRangeChannel open(RangeClient client, RemoteLimits limits) throws IOException {
    int first = (int) Math.min(limits.chunkBytes(), limits.totalBytes());
    return new HttpRangeChannel(client, limits, client.fetch(0, first));
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    if (position >= size()) {
      return -1;
    }
    if (position < chunkStart || position >= chunkStart + chunk.bytes().remaining()) {
      fetchChunk();
    }
    int offset = (int) (position - chunkStart);
    int count = Math.min(target.remaining(), chunk.bytes().remaining() - offset);
    target.put(chunk.bytes().slice(offset, count));
    position += count;
    return count;
  }

  private void fetchChunk() throws IOException {
    int length = (int) Math.min(limits.chunkBytes(), size() - position);
    if (spentBytes + length > limits.totalBytes()) {
      throw new RemoteReadException(
          "its header goes on after %d bytes; that is not read over a network"
              .formatted(spentBytes));
    }
    RangeClient.Part next = client.fetch(position, length);
    if (next.totalBytes() != size() || !next.entityTag().equals(chunk.entityTag())) {
      throw new RemoteReadException("the file changed on the server while it was read");
    }
    spentBytes += length;
    chunk = next;
    chunkStart = position;
  }

  @Override
  public long size() {
    return chunk.totalBytes();
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public SeekableByteChannel position(long newPosition) {
    position = newPosition;
    return this;
  }

  @Override
  public int write(ByteBuffer source) {
    throw new NonWritableChannelException();
  }

  @Override
  public SeekableByteChannel truncate(long size) {
    throw new NonWritableChannelException();
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void close() {
    // Every request stands for itself; nothing stays open between them.
  }
}
