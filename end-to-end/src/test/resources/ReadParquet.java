import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;

/** Run as a source file with Spark's jars: ReadParquet.java FOLDER FILE writes all rows as a counts file. */
final class ReadParquet {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  public static void main(String[] args) throws IOException {
    try (Stream<Path> found = Files.list(Path.of(args[0]));
        PrintWriter out = new PrintWriter(Files.newBufferedWriter(Path.of(args[1])))) {
      out.println("window_start,window_end,crime_type,disposition,description,count");
      // By convention, readers ignore files that begin with a dot or an underscore.
      List<Path> files =
          found.filter(file -> file.getFileName().toString().matches("[^._].*\\.parquet")).sorted().toList();
      for (Path file : files) {
        read(file, out);
      }
    }
  }

  private static void read(Path file, PrintWriter out) throws IOException {
    var path = new org.apache.hadoop.fs.Path(file.toUri());
    try (ParquetReader<Group> rows = ParquetReader.builder(new GroupReadSupport(), path).build()) {
      for (Group row = rows.read(); row != null; row = rows.read()) {
        boolean described = row.getFieldRepetitionCount("description") > 0;
        out.printf(
            "%s,%s,%s,%s,%s,%d%n",
            time(row.getLong("window_start", 0)),
            time(row.getLong("window_end", 0)),
            quoted(row.getString("crime_type", 0)),
            quoted(row.getString("disposition", 0)),
            described ? quoted(row.getString("description", 0)) : "",
            row.getLong("count", 0));
      }
    }
  }

  private static String time(long micros) {
    return TIME.format(LocalDateTime.ofEpochSecond(micros / 1_000_000, 0, ZoneOffset.UTC));
  }

  private static String quoted(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }
}
