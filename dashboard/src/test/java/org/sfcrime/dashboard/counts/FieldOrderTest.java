package org.sfcrime.dashboard.counts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sfcrime.countrecord.CountRecord;
import org.sfcrime.countrecord.CountsCsv;
import org.sfcrime.countrecord.GroupFields;
import org.sfcrime.countrecord.WallClock;
import org.sfcrime.dashboard.view.Filter;
import org.sfcrime.dashboard.view.ViewCsv;

class FieldOrderTest {
  private static final long START = WallClock.parse("2018-12-31 23:50:00");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "crime_type,disposition|crime_type|disposition",
        "disposition,crime_type|crime_type|disposition",
        "police_district,category|category|police_district",
        "police_district,disposition|police_district|disposition",
        "disposition,address|address|disposition",
        "address,city|address|city",
        "address|address|",
        "disposition||disposition",
      })
  void place_ofEachField_andTheCsvAsTheJobWritesIt(String names, String type, String disposition) {
    GroupFields fields = GroupFields.of(names.split(",", -1));
    FieldOrder order = FieldOrder.of(fields);
    assertThat(order.type()).isEqualTo(type);
    assertThat(order.disposition()).isEqualTo(disposition);

    CountRecord count =
        new CountRecord(START, START + 600_000, "a", fields.hasSecond() ? "b" : "", "", 1);
    CountsTable table = new CountsTable(new CrimeTypeNames());
    table.fields(fields);
    table.put(List.of(count));
    assertThat(ViewCsv.rows(table, Filter.ALL))
        .isEqualTo(new CountsCsv.Counts(fields, List.of(count)));
  }
}
