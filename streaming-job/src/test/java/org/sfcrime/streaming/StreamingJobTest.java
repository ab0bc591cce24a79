package org.sfcrime.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Command lines that the job refuses before it starts Spark. */
class StreamingJobTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... args) {
    return StreamingJob.run(
        args,
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--slide=20 minutes|slide (20 minutes) must not exceed window (10 minutes)",
        "--window=1 second --slide=500 milliseconds|window (1 second) and slide (500 milliseconds) must be whole seconds",
        "--window=1500 ms|window (1500 milliseconds) and slide (1500 milliseconds) must be whole seconds",
        "--window=soon|'soon' is not an interval",
        "--trigger=once|'once' is not an interval",
        "--output-mode=complete|--output-mode complete: must be update or append",
        "--group-by=count|--group-by count: count is a column that every count has",
        "--group-by=police-district|--group-by police-district: police-district is not a name of letters, digits and _, of at most 63 characters",
        "--group-by=crime_type|--group-by crime_type: write crime-type",
        "--group-by=address,address|--group-by address,address: address appears twice",
        "--group-by=address,city,state|--group-by address,city,state: one or two fields, not 3",
        "--deduplicate --upsert|--deduplicate counts the first record of a crime_id, --upsert the newest one: give one of them",
        "--crime-types=nowhere.csv|--crime-types is for --group-by category and canonical-type: give both",
        "--group-by=category --crime-types=nowhere.csv|nowhere.csv: cannot be read",
        "--sink=paper|--sink paper: must be one of console, kafka, jdbc, parquet",
        "--sink=jdbc|--sink jdbc needs --jdbc-url",
        "--sink=parquet|--sink parquet needs --parquet-dir",
        "--parquet-dir=lake|--parquet-dir is for --sink parquet: give both",
        "--sink=jdbc --jdbc-url=jdbc:mysql://h/d|--jdbc-url must begin with jdbc:postgresql:",
        "--sink=jdbc --jdbc-url=jdbc:postgresql://h/d?password=x|--jdbc-url has a password",
        "--sink=jdbc --jdbc-url=jdbc:postgresql://h/d --jdbc-table=a;b|--jdbc-table a;b: must be a name",
        "--sink=jdbc --jdbc-url=jdbc:postgresql://h/d --jdbc-table=nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn|--jdbc-table nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn: nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn has 56 bytes, and 55 fit",
        "--sink=jdbc --jdbc-url=jdbc:postgresql://h/d --jdbc-table=public.nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn|--jdbc-table public.nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn: nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn has 56 bytes, and 55 fit",
        "--sink=jdbc --jdbc-url=jdbc:postgresql://h/d --jdbc-table=ssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssss.n|--jdbc-table ssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssss.n: ssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssss has 64 bytes, and 63 fit",
        "--sink=parquet --parquet-dir=lake|--sink parquet needs --output-mode append",
        "--partitions=0|--partitions (0) and --replication-factor (1) must be at least 1",
        "--console=big|Invalid value for option '--console': 'big' is none of auto, plain, live",
        "--checkpoint=run:1|--checkpoint run:1 is not a path: before a colon, Hadoop expects the name of a file system, such as hdfs; write ./run:1 for a local directory",
        "--top=0|--top (0) must be at least 1",
        "--max-offsets-per-trigger=0|--max-offsets-per-trigger (0) must be at least 1",
        "--max-offset-per-trigger=5|Unknown option: '--max-offset-per-trigger=5'",
        "--radio-codes=nowhere.json|nowhere.json: cannot be read",
        "--command-config=nowhere.properties|--command-config nowhere.properties cannot be read: no such file",
        "--command-property=group.id=x|--command-property must not set group.id, which this program sets itself: for the lag, use --commit-group",
      })
  void run_refuses(String arguments, String message) {
    assertThat(run(arguments.split(" (?=--)"))).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains(message).doesNotContain("\tat ");
  }

  @Test
  void run_countsFileNeedsUpdate() {
    assertThat(run("--counts-file=x.csv", "--output-mode=append")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("need --output-mode update");
  }

  @Test
  void run_help() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("--watermark=INTERVAL", "Exit codes");
  }
}
