package org.sfcrime.dashboard.view;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.sfcrime.countrecord.CountRecord;
import org.sfcrime.countrecord.CountsCsv;
import org.sfcrime.dashboard.counts.CountColumns;
import org.sfcrime.dashboard.counts.CountsTable;

/** The groups that a filter accepts, in the form of the job's counts file. */
public final class ViewCsv {
  /** In some languages a spreadsheet takes the full-width forms of the first four for them. */
  private static final String FORMULA_STARTS = "=+-@\uff1d\uff0b\uff0d\uff20\t\r\n";

  private ViewCsv() {}

  public static CountsCsv.Counts rows(CountsTable table, Filter filter) {
    return table.read(
        () -> {
          CountColumns columns = table.columns();
          List<CountRecord> rows = accepted(columns, filter);
          rows.sort(CountsCsv.ORDER);
          return new CountsCsv.Counts(columns.order().fields(), rows);
        });
  }

  /** Writes the groups. An apostrophe precedes a cell that a spreadsheet would run as a formula. */
  public static void write(CountsCsv.Counts counts, Writer out) throws IOException {
    CountsCsv.write(counts.fields(), counts.rows().stream().map(ViewCsv::withoutFormulas), out);
  }

  private static CountRecord withoutFormulas(CountRecord row) {
    return new CountRecord(
        row.windowStart(),
        row.windowEnd(),
        withoutFormula(row.first()),
        withoutFormula(row.second()),
        withoutFormula(row.description()),
        row.count());
  }

  static String withoutFormula(String cell) {
    return !cell.isEmpty() && FORMULA_STARTS.indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
  }

  private static List<CountRecord> accepted(CountColumns columns, Filter filter) {
    GroupFilter groups = new GroupFilter(columns, filter);
    View.Span period = new WindowRoles(columns.windows(), filter).shown;
    CountColumns.Rows rows = columns.rows();
    List<CountRecord> accepted = new ArrayList<>();
    for (int row = 0; row < columns.size(); row++) {
      int window = rows.window()[row];
      int type = rows.type()[row];
      int disposition = rows.disposition()[row];
      long start = columns.windows().start(window);
      if (start >= period.from() && start < period.to() && groups.accepts(type, disposition)) {
        accepted.add(
            columns
                .order()
                .ordered(
                    new CountRecord(
                        start,
                        columns.windows().end(window),
                        columns.names().types().get(type),
                        columns.names().dispositions().get(disposition),
                        columns.meanings().description().get(disposition),
                        rows.calls()[row])));
      }
    }
    return accepted;
  }
}
