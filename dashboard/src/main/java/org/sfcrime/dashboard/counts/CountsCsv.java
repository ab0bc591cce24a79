package org.sfcrime.dashboard.counts;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.sfcrime.dashboard.view.Filter;

/** The groups that a filter lets through, as the job writes them to a file. */
public final class CountsCsv {
  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();
  private static final Comparator<Count> ORDER =
      Comparator.comparingLong(Count::start)
          .thenComparing(Comparator.comparingLong(Count::calls).reversed())
          .thenComparing(Count::crimeType)
          .thenComparing(Count::disposition);

  private CountsCsv() {}

  /** The groups, sorted by window, then count descending, then type. */
  public static List<Count> rows(CountsTable table, Filter filter) {
    List<Count> rows =
        table.read(
            () -> {
              Columns columns = table.columns();
              return fitting(columns, filter.endingAt(columns.windows().last()));
            });
    rows.sort(ORDER);
    return rows;
  }

  /** Writes them; a cell that a spreadsheet would run as a formula gets an apostrophe before it. */
  public static void write(List<Count> rows, Appendable out) throws IOException {
    CSVPrinter printer = new CSVPrinter(out, FORMAT);
    printer.printRecord(
        "window_start", "window_end", "crime_type", "disposition", "description", "count");
    for (Count row : rows) {
      printer.printRecord(
          WallClock.format(row.start()),
          WallClock.format(row.end()),
          harmless(row.crimeType()),
          harmless(row.disposition()),
          harmless(row.description()),
          row.calls());
    }
    printer.flush();
  }

  static String harmless(String cell) {
    return !cell.isEmpty() && "=+-@\t\r\n".indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
  }

  private static List<Count> fitting(Columns columns, Filter filter) {
    Columns.Dictionaries names = columns.names();
    Columns.Meanings meanings = columns.meanings();
    List<Count> found = new ArrayList<>();
    for (int row = 0; row < columns.size(); row++) {
      int window = columns.rows().window()[row];
      int type = columns.rows().type()[row];
      int disposition = columns.rows().disposition()[row];
      long start = columns.windows().start(window);
      String label =
          filter.asWritten()
              ? names.types().text(type)
              : names.labels().text(meanings.label()[type]);
      if (start >= filter.from()
          && start < filter.to()
          && fits(filter.types(), label)
          && fits(filter.categories(), names.categories().text(meanings.category()[type]))
          && fits(filter.dispositions(), names.dispositions().text(disposition))) {
        found.add(
            new Count(
                start,
                columns.windows().end(window),
                names.types().text(type),
                names.dispositions().text(disposition),
                meanings.description()[disposition],
                columns.rows().calls()[row]));
      }
    }
    return found;
  }

  private static boolean fits(Set<String> wanted, String name) {
    return wanted.isEmpty() || wanted.contains(name);
  }
}
