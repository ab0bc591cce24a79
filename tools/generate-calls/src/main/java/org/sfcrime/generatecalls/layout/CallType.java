package org.sfcrime.generatecalls.layout;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVRecord;
import org.sfcrime.generatecalls.random.SplitMix64;
import org.sfcrime.generatecalls.random.WeightTables;
import org.sfcrime.generatecalls.random.WeightedChoice;

/**
 * A type of the dispatch system.
 *
 * @param code the radio code
 * @param priority A, B or C
 * @param agency the agency that most often handles the type
 * @param onview Y if officers most often observe such an incident themselves, else N or HSOC
 * @param sensitive whether the city withholds the location
 */
record CallType(
    String code,
    String description,
    String priority,
    String agency,
    String onview,
    boolean sensitive) {

  private static CallType of(CSVRecord row) {
    return new CallType(
        row.get("call_type"),
        row.get("description"),
        row.get("priority"),
        row.get("agency"),
        row.get("onview_flag"),
        row.get("sensitive").equals("Y"));
  }

  /** All types, and the type of each note: the free text that the data of 2016 shows instead. */
  static final class Table {
    private static final String TYPES = "dispatched-types.csv";

    private final WeightedChoice<CallType> choice = WeightTables.choice(TYPES, CallType::of);
    private final Map<String, CallType> byDescription = new HashMap<>();
    private final Map<String, CallType> byNote = new HashMap<>();

    Table() {
      for (CSVRecord row : WeightTables.read(TYPES)) {
        byDescription.put(row.get("description"), CallType.of(row));
      }
      for (CSVRecord row : WeightTables.read("dispatched-notes.csv")) {
        byNote.put(upper(row.get("note")), byDescription.get(row.get("description")));
      }
    }

    CallType pick(SplitMix64 random) {
      return choice.pick(random);
    }

    /** Returns the type of a crime type of {@link GeneratedCall}, or of a note. */
    CallType of(String crimeType) {
      String key = upper(crimeType);
      return byDescription.getOrDefault(key, byNote.get(key));
    }

    /** Returns the crime type as a note; null if it is the description of a type. */
    String note(String crimeType) {
      String key = upper(crimeType);
      return byDescription.containsKey(key) ? null : key;
    }

    private static String upper(String text) {
      return text.toUpperCase(Locale.ROOT);
    }
  }
}
