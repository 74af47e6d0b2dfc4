package dev.sluice.ingest.reload;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every few seconds whether files have changed, and hands their contents on.
 *
 * <p>Contents are compared, not times: a mounted secret is swapped by a symbolic link, and a file
 * may change twice within the grain of its time stamp. A version that cannot be used is said once,
 * and the one before stays in force.
 */
public final class WatchedFiles implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WatchedFiles.class);
  private static final int MAX_BYTES = 1024 * 1024;

  private final List<Watched> all = new CopyOnWriteArrayList<>();
  private final Counter reloads;
  private final ScheduledExecutorService clockwork =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "ingest-files");
            thread.setDaemon(true);
            return thread;
          });

  /** What is done with the contents of files, in their order. */
  public interface Reader {
    /**
     * Takes the contents, or none of them.
     *
     * @throws IOException with one line that names the file and what is wrong with it
     */
    void read(List<byte[]> contents) throws IOException;
  }

  /**
   * Watches nothing yet.
   *
   * @param metrics where reloads are counted
   */
  public WatchedFiles(PrometheusRegistry metrics) {
    this.reloads =
        Counter.builder()
            .name("sluice_ingest_reloads")
            .help("Times that a changed file was taken, or could not be used.")
            .labelNames("file", "outcome")
            .register(metrics);
  }

  /** Looks again and again from now on. */
  public void start(Duration interval) {
    long nanos = interval.toNanos();
    var unused = clockwork.scheduleWithFixedDelay(this::look, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  /**
   * Reads files now, and again when one of them has changed.
   *
   * @param kind what they are, in a word, for logs and metrics
   * @throws IOException if they cannot be read or used now
   */
  public void watch(String kind, List<Path> files, Reader reader) throws IOException {
    Watched watched = new Watched(kind, files, reader);
    watched.readFirst();
    for (String outcome : List.of("taken", "unusable")) {
      reloads.initLabelValues(kind, outcome);
    }
    all.add(watched);
  }

  /** Looks once. */
  public void look() {
    all.forEach(Watched::look);
  }

  @Override
  public void close() {
    clockwork.shutdownNow();
  }

  private static byte[] content(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] content = in.readNBytes(MAX_BYTES + 1);
      if (content.length > MAX_BYTES) {
        throw new UnusableFileException(file + ": it is longer than " + MAX_BYTES + " bytes");
      }
      return content;
    } catch (NoSuchFileException e) {
      throw new UnusableFileException(file + ": there is no such file");
    } catch (UnusableFileException e) {
      throw e;
    } catch (IOException e) {
      throw new UnusableFileException(file + ": cannot be read");
    }
  }

  /** Some files that belong together; used by one thread at a time. */
  private final class Watched {
    private final String kind;
    private final List<Path> files;
    private final Reader reader;
    private List<byte[]> seen = List.of();
    private String told = "";

    Watched(String kind, List<Path> files, Reader reader) {
      this.kind = kind;
      this.files = List.copyOf(files);
      this.reader = reader;
    }

    private List<byte[]> contents() throws IOException {
      List<byte[]> contents = new ArrayList<>();
      for (Path file : files) {
        contents.add(content(file));
      }
      return contents;
    }

    void readFirst() throws IOException {
      seen = contents();
      reader.read(seen);
    }

    synchronized void look() {
      try {
        List<byte[]> contents = contents();
        if (!same(contents, seen)) {
          seen = contents;
          reader.read(contents);
          reloads.labelValues(kind, "taken").inc();
          LOG.info("{}: the changed file is in force", kind);
        }
        told = "";
      } catch (IOException e) {
        tell(String.valueOf(e.getMessage()));
      }
    }

    private void tell(String failure) {
      if (!failure.equals(told)) {
        told = failure;
        reloads.labelValues(kind, "unusable").inc();
        LOG.warn("{}: what was read before stays in force: {}", kind, failure);
      }
    }
  }

  private static boolean same(List<byte[]> some, List<byte[]> others) {
    return some.size() == others.size()
        && java.util.stream.IntStream.range(0, some.size())
            .allMatch(i -> Arrays.equals(some.get(i), others.get(i)));
  }
}
