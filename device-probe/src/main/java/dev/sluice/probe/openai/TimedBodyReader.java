package dev.sluice.probe.openai;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Collects a body with the times of its parts, and hangs up once it is longer than allowed. */
final class TimedBodyReader implements BodySubscriber<TimedBody> {
  /** Beyond that the times are those of the last one: nobody needs more, and memory is bounded. */
  private static final int MAX_PARTS = 16_384;

  private final int maxBytes;
  private final long startNanos;
  private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
  private final CompletableFuture<TimedBody> body = new CompletableFuture<>();
  private int[] ends = new int[64];
  private long[] arrivals = new long[64];
  private int parts;
  private Flow.@Nullable Subscription subscription;

  TimedBodyReader(int maxBytes, long startNanos) {
    this.maxBytes = maxBytes;
    this.startNanos = startNanos;
  }

  /** The body has more bytes than allowed. */
  static final class TooLongException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  @Override
  public CompletionStage<TimedBody> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Flow.Subscription newSubscription) {
    subscription = newSubscription;
    newSubscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    long now = System.nanoTime() - startNanos;
    for (ByteBuffer buffer : buffers) {
      if (buffer.remaining() > maxBytes - collected.size()) {
        hangUp();
        return;
      }
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      collected.writeBytes(bytes);
    }
    note(now);
  }

  @Override
  public void onError(Throwable failure) {
    body.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    body.complete(
        new TimedBody(
            collected.toByteArray(), Arrays.copyOf(ends, parts), Arrays.copyOf(arrivals, parts)));
  }

  private void note(long now) {
    if (parts == MAX_PARTS) {
      parts--;
    }
    if (parts == ends.length) {
      ends = Arrays.copyOf(ends, 2 * parts);
      arrivals = Arrays.copyOf(arrivals, 2 * parts);
    }
    ends[parts] = collected.size();
    arrivals[parts] = now;
    parts++;
  }

  private void hangUp() {
    if (subscription != null) {
      subscription.cancel();
    }
    body.completeExceptionally(new TooLongException());
  }
}
