package org.sfcrime.streaming.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sfcrime.streaming.Calls.record;

import java.util.Arrays;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sfcrime.streaming.count.CountRules;
import org.sfcrime.streaming.count.RowCounts;
import org.sfcrime.streaming.lookup.GroupBy;

/** Counts by other fields than the usual ones. */
class GroupByTest {
  private static final String CALL =
      """
      {"crime_id":"%d","original_crime_type_name":"Dw","call_date_time":"2018-12-31T10:01:00.000",\
      "disposition":"%s"%s}""";

  private static Row call(int number, String disposition, String more) {
    return record(0, number, CALL.formatted(number, disposition, more));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "address|Polk St:3;-:2",
        "police_district|MISSION:2;-:3",
        "address,police_district|Polk St/MISSION:2;Polk St/-:1;-/-:2",
        "priority|1:1;-:4",
        "disposition|HAN:4;OTS:1",
        "category,disposition|traffic_parking/HAN:4;traffic_parking/OTS:1",
        "police_district,crime-type|MISSION/Dw:2;-/Dw:3",
        "original_crime_type_name|Dw:5",
        "no_such_field|-:5",
      })
  void count_byTheFieldsOfTheRecord(String groupBy, String expected) {
    CountRules like = JobScript.TUMBLING;
    CountRules rules =
        new CountRules(
            like.window(),
            like.slide(),
            like.watermarkDelay(),
            like.idleTimeout(),
            GroupBy.parse(groupBy, null),
            CountRules.Ids.ALL,
            false);
    JobScript script = new JobScript(rules, 0);
    String[] counts =
        script
            .batch(
                call(
                    0,
                    "HAN",
                    ",\"address\":\"Polk St\",\"police_district\":\"MISSION\",\"priority\":1"),
                call(1, "OTS", ",\"address\":\"Polk St\""),
                call(2, "HAN", ",\"police_district\":\"MISSION\",\"address\":\"Polk St\""),
                call(3, "HAN", ",\"address\":null,\"priority\":[1]"),
                call(4, "HAN", ""))
            .stream()
            .map(line -> line.replaceFirst("count 10:00 ", ""))
            .toArray(String[]::new);
    assertThat(counts)
        .containsExactlyInAnyOrder(
            Arrays.stream(expected.split(";", -1)).map(GroupByTest::line).toArray(String[]::new));
    assertThat(script.report().totals()).isEqualTo(new RowCounts(5, 5, 0, 0, 0, 1, Map.of()));
  }

  private static String line(String group) {
    String[] parts = group.split(":", 2);
    String values = parts[0].contains("/") ? parts[0].replace('/', ' ') : parts[0] + " ";
    return values.replace("-", "") + " " + parts[1];
  }
}
