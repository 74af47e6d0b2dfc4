package dev.sluice.probe.ledger;

import static dev.sluice.probe.ledger.Records.TODAY;
import static dev.sluice.probe.ledger.Records.acknowledged;
import static dev.sluice.probe.ledger.Records.released;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.privacy.budget.Caps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ledger on a real file system, with real processes. */
class LedgerOnDiskTest {
  @TempDir private Path parent;
  private Path directory;

  @BeforeEach
  void chooseDirectory() {
    directory = parent.resolve("data");
  }

  @Test
  void open_heldByThisProcess_isRefusedToItAndStillToOthers() throws Exception {
    try (LedgerFile ledger = open()) {
      ledger.append(released("a", 7));
      assertThatThrownBy(this::open)
          .isInstanceOf(LedgerException.class)
          .hasMessageContaining("open already");

      // On POSIX a clumsy second attempt would have given the first one's lock away.
      assertThat(OpeningChild.run(directory)).contains("another process holds it");
    }
    assertThat(OpeningChild.run(directory)).contains("opened, 1 reports");
  }

  @Test
  void open_allFiles_areTheOwnersAlone() throws Exception {
    try (LedgerFile ledger = open()) {
      ledger.append(released("a", 7));
      ledger.withdraw();
    }

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
        .isEqualTo("rwx------");
    for (Path file : list()) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .as(file.toString())
          .isEqualTo("rw-------");
    }
  }

  @Test
  void open_ledgerReplacedByALink_isRefused() throws Exception {
    try (LedgerFile ledger = open()) {
      ledger.append(released("a", 7));
    }
    Path elsewhere = Files.move(directory.resolve("ledger-1"), parent.resolve("elsewhere"));
    Files.createSymbolicLink(directory.resolve("ledger-1"), elsewhere);

    assertThatThrownBy(this::open).isInstanceOf(LedgerException.class).hasMessageContaining("link");
  }

  @Test
  void view_noLedger_isAbsentAndMakesNothing() throws Exception {
    assertThat(view()).isInstanceOf(LedgerView.Absent.class);
    assertThat(directory).doesNotExist();
  }

  @Test
  void view_heldByAnotherAndTornInTheMiddle_showsWhatIsMarkedAndChangesNothing() throws Exception {
    try (LedgerFile ledger = open()) {
      ledger.append(released("a", 7));
      Path file = directory.resolve("ledger-1");
      Files.write(file, new byte[100], StandardOpenOption.APPEND);
      Map<String, String> before = contents();

      assertThat(view())
          .isInstanceOfSatisfying(
              LedgerView.Present.class,
              present -> {
                assertThat(present.loss()).isEmpty();
                assertThat(present.state().unsettled()).containsExactly(released("a", 7));
              });
      assertThat(contents()).isEqualTo(before);
    }
  }

  @Test
  void view_damagedLedger_tellsTheQuarantineToComeAndChangesNothing() throws Exception {
    try (LedgerFile ledger = open()) {
      ledger.append(released("a", 7));
    }
    Files.delete(directory.resolve("ledger-1"));
    Map<String, String> before = contents();

    assertThat(view())
        .isInstanceOfSatisfying(
            LedgerView.Present.class,
            present -> {
              assertThat(present.loss()).hasValue("the ledger is missing");
              assertThat(present.state().quarantinedUntil()).hasValue(TODAY.plusDays(28));
              assertThat(present.state().budget().spentNano()).isEqualTo(1_000_000_000L);
            });
    assertThat(contents()).isEqualTo(before);
  }

  @Test
  void view_whileAnotherWritesAndRewrites_isAlwaysSound() throws Exception {
    try (LedgerFile ledger = open()) {
      ledger.append(released("a", 7));
      CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> writeMuch(ledger));
      int looks = 0;
      while (!writer.isDone() || looks == 0) {
        looks++;
        assertThat(view())
            .isInstanceOfSatisfying(
                LedgerView.Present.class, present -> assertThat(present.loss()).isEmpty());
      }
      writer.join();
    }
  }

  private static void writeMuch(LedgerFile ledger) {
    try {
      for (int i = 0; i < 150; i++) {
        ledger.append(acknowledged("a"));
        if (i % 10 == 0) {
          ledger.withdraw();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private LedgerFile open() throws LedgerException {
    return LedgerFile.open(directory, Caps.DEFAULT, TODAY);
  }

  private LedgerView view() throws LedgerException {
    return LedgerView.of(directory, Caps.DEFAULT, TODAY);
  }

  private Map<String, String> contents() throws IOException {
    Map<String, String> contents = new TreeMap<>();
    for (Path file : list()) {
      contents.put(
          file.getFileName().toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
    }
    return contents;
  }

  private List<Path> list() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }
}
