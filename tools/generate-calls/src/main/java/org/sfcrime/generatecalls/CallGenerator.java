package org.sfcrime.generatecalls;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.apache.commons.csv.CSVRecord;
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
  private final WeightedChoice<Kind> kinds = kinds(row -> true);
  private final WeightedChoice<Kind> excessKinds;
  private final CallsByDay plan;
  private final long lastHour;

  /**
   * Creates a generator.
   *
   * @throws IllegalArgumentException if no such excess can be planted
   */
  CallGenerator(GenerateCallsOptions options) {
    this.options = options;
    plan = CallsByDay.of(options, minuteWeights);
    long[] callsOfMinute = histogram(plan.newest());
    lastHour =
        Arrays.stream(callsOfMinute).skip(Math.max(0, callsOfMinute.length - Excess.MINUTES)).sum();
    Excess excess = options.excess();
    if (excess.calls() > lastHour) {
      throw new IllegalArgumentException(
          "--excess (%d) must be at most %d, the calls of the last hour"
              .formatted(excess.calls(), lastHour));
    }
    excessKinds = excess.equals(Excess.NONE) ? kinds : kinds(excess.crimeType());
  }

  private static WeightedChoice<Kind> kinds(String crimeType) {
    try {
      return kinds(row -> row.get("crime_type").equals(crimeType));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("--excess (" + crimeType + "): no such crime type", e);
    }
  }

  private static WeightedChoice<Kind> kinds(Predicate<CSVRecord> rows) {
    return WeightTables.choice(
        "calls.csv", rows, row -> new Kind(row.get("crime_type"), row.get("disposition")));
  }

  void writeTo(Sink sink) throws IOException {
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
    return random(part, -part.date().toEpochDay(), index).nextInt(60);
  }

  /** The number of calls in each minute of the part; each call picks its minute by the weights. */
  private long[] histogram(DayPart part) {
    WeightedChoice<Integer> minutes =
        minuteWeights.minutes(part.date().getDayOfWeek(), part.from(), part.to());
    SplitMix64 random =
        SplitMix64.of(options.seed(), part.date().toEpochDay(), -1 - part.firstIndex());
    long[] callsOfMinute = new long[part.to() - part.from()];
    for (long n = part.calls(); n > 0; n--) {
      callsOfMinute[minutes.pick(random) - part.from()]++;
    }
    return callsOfMinute;
  }

  private GeneratedCall call(DayPart part, long secondOfDay, long index) {
    SplitMix64 random = random(part, part.date().toEpochDay(), index);
    Kind kind = (isPlanted(part, index) ? excessKinds : kinds).pick(random);
    return new GeneratedCall(
        crimeId(part, index),
        kind.crimeType(),
        part.date().atStartOfDay().plusSeconds(secondOfDay),
        kind.disposition(),
        places.pick(random));
  }

  private SplitMix64 random(DayPart part, long stream, long index) {
    return SplitMix64.of(options.seed(), stream, part.firstIndex() + index);
  }

  private boolean isPlanted(DayPart part, long index) {
    return part.equals(plan.newest())
        && options.excess().contains(part.calls() - 1 - index, lastHour);
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
