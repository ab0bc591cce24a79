package org.sfcrime.generatecalls;

import java.io.IOException;
import java.util.List;
import org.sfcrime.generatecalls.layout.GeneratedCall;
import org.sfcrime.generatecalls.random.SplitMix64;
import org.sfcrime.generatecalls.random.WeightTables;
import org.sfcrime.generatecalls.random.WeightedChoice;

/**
 * Generates calls one at a time.
 *
 * <p>A call depends only on the seed, its day and its index in the day. So both orders have the
 * same calls, and memory holds one number for each minute of a day.
 */
final class CallGenerator {
  private record Kind(String crimeType, String disposition) {}

  /** Receives the calls. */
  interface Sink {
    void write(GeneratedCall call) throws IOException;
  }

  private final GenerateCallsOptions options;
  private final MinuteWeights minuteWeights = new MinuteWeights();
  private final RandomPlaces places = new RandomPlaces();
  private final WeightedChoice<Kind> kinds =
      WeightTables.choice(
          "calls.csv", row -> new Kind(row.get("crime_type"), row.get("disposition")));

  CallGenerator(GenerateCallsOptions options) {
    this.options = options;
  }

  void writeTo(Sink sink) throws IOException {
    CallsByDay plan = CallsByDay.of(options, minuteWeights);
    boolean newestFirst = options.order() == GenerateCallsOptions.Order.NEWEST_FIRST;
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
      long calls = callsOfMinute[minute];
      for (long n = 0; n < calls; n++) {
        long index = newestFirst ? part.calls() - 1 - written : written;
        long before = newestFirst ? calls - 1 - n : n;
        long second = (60 * before + secondsRandom(part, index)) / calls;
        sink.write(call(part, 60L * (part.from() + minute) + second, index));
        written++;
      }
    }
  }

  /** Returns a number below 60 that does not influence the other values of the call. */
  private int secondsRandom(DayPart part, long index) {
    return SplitMix64.of(options.seed(), -part.date().toEpochDay(), index).nextInt(60);
  }

  /** The number of calls in each minute of the part; each call picks its minute by the weights. */
  private long[] histogram(DayPart part) {
    WeightedChoice<Integer> minutes =
        minuteWeights.minutes(part.date().getDayOfWeek(), part.from(), part.to());
    SplitMix64 random = SplitMix64.of(options.seed(), part.date().toEpochDay(), -1);
    long[] callsOfMinute = new long[part.to() - part.from()];
    for (long n = part.calls(); n > 0; n--) {
      callsOfMinute[minutes.pick(random) - part.from()]++;
    }
    return callsOfMinute;
  }

  private GeneratedCall call(DayPart part, long secondOfDay, long index) {
    SplitMix64 random = SplitMix64.of(options.seed(), part.date().toEpochDay(), index);
    Kind kind = kinds.pick(random);
    return new GeneratedCall(
        crimeId(part, index),
        kind.crimeType(),
        part.date().atStartOfDay().plusSeconds(secondOfDay),
        kind.disposition(),
        places.pick(random));
  }

  private static String crimeId(DayPart part, long index) {
    StringBuilder id = new StringBuilder(12);
    appendDigits(id, part.date().getYear() % 100, 2);
    appendDigits(id, part.date().getDayOfYear(), 3);
    return appendDigits(id, part.number(index), part.digits()).toString();
  }

  /** Appends a number padded with zeros. */
  private static StringBuilder appendDigits(StringBuilder text, long number, int width) {
    String digits = Long.toString(number);
    return text.append("0".repeat(Math.max(0, width - digits.length()))).append(digits);
  }
}
