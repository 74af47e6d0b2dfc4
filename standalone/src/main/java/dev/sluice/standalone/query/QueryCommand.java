package dev.sluice.standalone.query;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice query}: SQL on the aggregates. */
@Command(
    name = "query",
    description =
        "Run one SQL statement on the aggregates: of a data directory, whether its services run or"
            + " not, or of a cluster's PostgreSQL. It can only read.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice query \"select table_name from information_schema.tables",
      "      where table_schema = 'public'\"           all there is, also views",
      "  sluice query \"select metric, reports, suppressed from aggregates\"",
      "  sluice query \"select device_class, mean, suppressed from release_quality\"",
      "  sluice query --csv \"select * from aggregates\" > aggregates.csv",
      "  sluice query --jdbc-url jdbc:postgresql://db/sluice?user=ana \\",
      "      \"select * from release_quality\"         on a cluster; docs/deploying.md",
      "",
      "docs/analysis.md has the tables, and queries to begin with."
    },
    mixinStandardHelpOptions = true)
public final class QueryCommand implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final String JDBC = "jdbc:postgresql:";

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SQL", description = "The statement, PostgreSQL's dialect.")
  private String sql = "";

  @ArgGroup private Place place = new Place();

  @ArgGroup private @Nullable Format format;

  private static final class Place {
    @Option(
        names = "--data-dir",
        paramLabel = "DIR",
        description = "The data directory (default: ${DEFAULT-VALUE}).",
        defaultValue = ".sluice")
    private Path dataDirectory = Path.of(".sluice");

    @Option(
        names = "--jdbc-url",
        paramLabel = "URL",
        description =
            "A PostgreSQL that the job writes to, with a user of the role sluice_analyst; the"
                + " password is best in ~/.pgpass.")
    private @Nullable String jdbcUrl;
  }

  private static final class Format {
    @Option(names = "--json", description = "A JSON array of objects instead of a table.")
    private boolean json;

    @Option(names = "--jsonl", description = "A JSON object a line instead of a table.")
    private boolean jsonLines;

    @Option(names = "--csv", description = "Comma-separated values instead of a table.")
    private boolean csv;
  }

  @Override
  public Integer call() throws IOException {
    Writer out = new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8));
    try (AggregatesDatabase database = database()) {
      new Question(sql).ask(database.readerUrl(), format(out));
      return 0;
    } catch (SQLException e) {
      System.err.println("sluice query: " + oneLine(e));
      return FAILED;
    }
  }

  private AggregatesDatabase database() {
    if (place.jdbcUrl == null) {
      return AggregatesDatabase.open(place.dataDirectory.toAbsolutePath().normalize());
    }
    if (!place.jdbcUrl.startsWith(JDBC)) {
      throw new ParameterException(
          spec.commandLine(), "--jdbc-url: begins with " + JDBC + "//HOST/DATABASE");
    }
    return AggregatesDatabase.at(place.jdbcUrl);
  }

  private ResultFormat format(Writer out) throws IOException {
    if (format != null && format.json) {
      return JsonFormat.array(out);
    }
    if (format != null && format.jsonLines) {
      return JsonFormat.lines(out);
    }
    return format != null && format.csv ? new CsvFormat(out) : new TableFormat(out);
  }

  private static String oneLine(SQLException e) {
    Optional<ServerErrorMessage> server =
        e instanceof PSQLException refused
            ? Optional.ofNullable(refused.getServerErrorMessage())
            : Optional.empty();
    String message = server.map(ServerErrorMessage::getMessage).orElse(e.getMessage());
    String hint = server.map(ServerErrorMessage::getHint).map(text -> " (" + text + ")").orElse("");
    return String.valueOf(message).replaceAll("\\s+", " ") + hint;
  }
}
