package dev.sluice.probe.llama;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * A child's replies to its parent, in order, over standard output. Each is told at once, or kept
 * until the child has begun the next request, and then told.
 */
final class Replies {
  private final OutputStream out;
  private final KeptReply safe;
  private int number;
  private byte @Nullable [] kept;

  Replies(OutputStream out, KeptReply safe) {
    this.out = out;
    this.safe = safe;
  }

  /** To be asked for before anybody else can print to standard output. */
  static Replies ofThisChild() {
    return new Replies(
        new FileOutputStream(FileDescriptor.out), KeptReply.in(PrivateDirectory.ofThisChild()));
  }

  /** Tells the parent, and before that what is kept. */
  void tell(ChildReply reply) throws IOException {
    tellNow(next(reply));
  }

  /** Has the reply told by the next call of any method here; the parent gets it in any case. */
  void keep(ChildReply reply) throws IOException {
    byte[] next = next(reply);
    if (safe.keep(number, next)) {
      kept = next;
    } else {
      tellNow(next);
    }
  }

  /** Tells what is kept, if anything is. */
  void tellKept() {
    try {
      if (kept != null) {
        byte[] reply = kept;
        kept = null;
        tellNow(reply);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the parent cannot be answered any more", e);
    }
  }

  private byte[] next(ChildReply reply) {
    tellKept();
    number++;
    return ChildProtocol.bytes(reply);
  }

  /** One write per message, so that nothing of the native code's gets between its bytes. */
  private void tellNow(byte[] reply) throws IOException {
    out.write(("\n" + ChildProtocol.line(reply) + "\n").getBytes(US_ASCII));
    out.flush();
  }
}
