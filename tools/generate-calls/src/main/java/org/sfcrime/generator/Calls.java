package org.sfcrime.generator;

import java.io.IOException;
import java.util.List;
import org.apache.commons.csv.CSVRecord;

/**
 * Makes the calls one after the other and keeps none.
 *
 * <p>What a call looks like follows from the seed, its day and its place in the day alone: the same
 * calls come out in either order, and memory is a histogram of one day's minutes.
 */
final class Calls {
  private record Kind(String crimeType, String disposition, int weight) {
    Kind(CSVRecord row) {
      this(row.get("crime_type"), row.get("disposition"), Tables.number(row, "weight"));
    }
  }

  /** Where the calls go. */
  interface Sink {
    void write(Call call) throws IOException;
  }

  private final GeneratorOptions options;
  private final Rhythm rhythm = Rhythm.load();
  private final Places places = Places.load();
  private final Weighted<Kind> kinds =
      new Weighted<>(Tables.read("calls.csv").stream().map(Kind::new).toList(), Kind::weight);

  Calls(GeneratorOptions options) {
    this.options = options;
  }

  void writeTo(Sink sink) throws IOException {
    CallPlan plan = CallPlan.of(options, rhythm);
    boolean newestFirst = options.order() == GeneratorOptions.Order.NEWEST_FIRST;
    List<DayPart> parts = newestFirst ? plan.newestFirst() : plan.eventTime();
    for (DayPart part : parts) {
      writePart(part, newestFirst, sink);
    }
  }

  private void writePart(DayPart part, boolean newestFirst, Sink sink) throws IOException {
    long[] callsOfMinute = histogram(part);
    int minutes = callsOfMinute.length;
    long written = 0;
    for (int i = 0; i < minutes; i++) {
      int minute = newestFirst ? minutes - 1 - i : i;
      for (long n = callsOfMinute[minute]; n > 0; n--) {
        long index = newestFirst ? part.calls() - 1 - written : written;
        sink.write(call(part, part.from() + minute, index));
        written++;
      }
    }
  }

  /** How many calls each minute of the part has: every call draws its minute from the rhythm. */
  private long[] histogram(DayPart part) {
    Weighted<Integer> minutes = rhythm.minutes(part.date().getDayOfWeek(), part.from(), part.to());
    SplitMix random = SplitMix.of(options.seed(), part.date().toEpochDay(), -1);
    long[] callsOfMinute = new long[part.to() - part.from()];
    for (long n = part.calls(); n > 0; n--) {
      callsOfMinute[minutes.pickIndex(random)]++;
    }
    return callsOfMinute;
  }

  private Call call(DayPart part, int minute, long index) {
    SplitMix random = SplitMix.of(options.seed(), part.date().toEpochDay(), index);
    Kind kind = kinds.pick(random);
    return new Call(
        crimeId(part, index),
        kind.crimeType(),
        part.date(),
        minute,
        kind.disposition(),
        places.pick(random));
  }

  private static String crimeId(DayPart part, long index) {
    StringBuilder id = new StringBuilder(12);
    Digits.append(id, part.date().getYear() % 100, 2);
    Digits.append(id, part.date().getDayOfYear(), 3);
    return Digits.append(id, part.number(index), part.digits()).toString();
  }
}
