package org.sfcrime.streaming.sink;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.substring_index;
import static org.apache.spark.sql.functions.sum;
import static org.sfcrime.streaming.sink.CountsLogSink.FIRST;
import static org.sfcrime.streaming.sink.CountsLogSink.SECOND;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.stream.StreamSupport;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.RelationalGroupedDataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.sfcrime.commandline.WholeFile;
import org.sfcrime.countrecord.CountRecord;
import org.sfcrime.countrecord.CountsCsv;
import org.sfcrime.streaming.count.CountRules;
import org.sfcrime.streaming.lookup.RadioCodes;

/**
 * Writes the final counts, or the late counts, to one CSV file, from {@link CountsLogSink}'s log.
 */
public record CountsFile(SparkSession spark, RadioCodes radioCodes, CountRules rules) {
  private static final Column FILE_NAME = col("_metadata.file_name");

  /** Spark's own option: whether characters such as {@code [} in a path are a pattern. */
  private static final String GLOB_PATHS = "__globPaths__";

  /** The number of the batch, with which the name of the file begins. */
  private static final Column BATCH = substring_index(FILE_NAME, "-", 1).cast("long");

  private static final StructType LOGGED =
      new StructType()
          .add("window_start", DataTypes.LongType)
          .add(FIRST, DataTypes.StringType)
          .add(SECOND, DataTypes.StringType)
          .add("count", DataTypes.LongType);

  /**
   * Writes the newest total of each window and group, unless it is 0. Without {@code --upsert} it
   * is the highest one, because totals only grow.
   *
   * @param lastBatch later batches are left out, even if tasks have written them already
   */
  public void writeCounts(CountsLogSink log, long lastBatch, Path file) throws IOException {
    Column newest =
        rules.ids() == CountRules.Ids.NEWEST ? max_by(col("count"), BATCH) : max("count");
    write(logged(log.counts(), lastBatch).agg(newest.as("count")).where(col("count").gt(0)), file);
  }

  /** Writes the late calls of each window and group: the sum over the batches to the last one. */
  public void writeLate(CountsLogSink log, long lastBatch, Path file) throws IOException {
    write(logged(log.late(), lastBatch).agg(sum("count").as("count")), file);
  }

  private RelationalGroupedDataset logged(Path folder, long lastBatch) throws IOException {
    Files.createDirectories(folder); // the first total or late call creates it
    return spark
        .read()
        .schema(LOGGED)
        .option("mode", "FAILFAST")
        .option(GLOB_PATHS, false)
        .json(new org.apache.hadoop.fs.Path("file", null, folder.toString()).toString())
        .where(FILE_NAME.lt(CountsLogSink.nameAfter(lastBatch)))
        .groupBy("window_start", FIRST, SECOND);
  }

  private void write(Dataset<Row> counts, Path file) {
    Iterator<Row> rows =
        counts
            .orderBy(col("window_start"), col("count").desc(), col(FIRST), col(SECOND))
            .select("window_start", FIRST, SECOND, "count")
            .toLocalIterator();
    WholeFile.write(
        file,
        out -> {
          Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
          CountsCsv.write(
              rules.columns(),
              StreamSupport.stream(((Iterable<Row>) () -> rows).spliterator(), false)
                  .map(this::record),
              writer);
          writer.flush();
        });
  }

  private CountRecord record(Row row) {
    long start = row.getLong(0);
    return new CountRecord(
        start,
        rules.windowEnd(start),
        row.getString(1),
        row.getString(2),
        radioCodes
            .descriptions()
            .get(rules.columns().disposition(row.getString(1), row.getString(2))),
        row.getLong(3));
  }
}
