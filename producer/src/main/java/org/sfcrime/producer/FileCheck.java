package org.sfcrime.producer;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.ClosedByInterruptException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.sfcrime.callfile.CallCursor;
import org.sfcrime.callfile.CallFile;
import org.sfcrime.callfile.EventTimeRange;
import org.sfcrime.callrecord.CallDateTime;
import org.sfcrime.callrecord.MessageLimit;
import org.sfcrime.callrecord.RejectionReason;
import org.sfcrime.callrecord.Utf8;
import org.sfcrime.commandline.CommandException;
import org.sfcrime.commandline.ExitCode;
import org.sfcrime.commandline.StopSignal;
import org.sfcrime.producer.send.Rejections;

/**
 * Reads a file without publishing it and prints what it contains. The size of a call is checked
 * against Kafka's default limit.
 */
final class FileCheck {
  private static final long DEFAULT_MESSAGE_BYTES = 1 << 20;

  /** While the array of ids grows, its old and new version may take a part of the heap. */
  private static final int MOST_IDS =
      (int) Math.min(Runtime.getRuntime().maxMemory() / 16, 1 << 30);

  private static final int EXAMPLES_PER_REASON = 1;

  private final String name;
  private final EventTimeRange range;
  private final StopSignal stop;
  private final PrintStream out;
  private final PrintStream err;
  private final Map<String, Long> layouts = new TreeMap<>();
  private final Map<RejectionReason, Long> rejected = new EnumMap<>(RejectionReason.class);
  private final Map<RejectionReason, String> examples = new EnumMap<>(RejectionReason.class);
  private RejectionReason firstReason;
  private long earliest = Long.MAX_VALUE;
  private long latest = Long.MIN_VALUE;

  /** A hash of each call's id. */
  private long[] ids = new long[1024];

  private int calls;

  /**
   * @param name a path, or {@code -} for standard input
   * @param range the accepted calls to read
   * @param out gets the result
   * @param err gets the progress and a failure
   */
  FileCheck(String name, EventTimeRange range, StopSignal stop, PrintStream out, PrintStream err) {
    this.name = name;
    this.range = range;
    this.stop = stop;
    this.out = out;
    this.err = err;
    stop.onRequest(Thread.currentThread()::interrupt);
  }

  /**
   * Returns the exit code.
   *
   * @throws CommandException if the file cannot be read as calls
   */
  int run() throws IOException {
    try (CallFile file = CallFile.open(name, false)) {
      long records = read(file);
      stop.clearAction();
      print(file, records);
      String failure = file.damage() == null ? null : name + ": " + file.damage() + ".";
      failure = calls == 0 ? CallFile.noAcceptedCall(name, range, firstReason) : failure;
      if (failure != null) {
        throw new CommandException(failure);
      }
      return ExitCode.DONE;
    } catch (ClosedByInterruptException e) {
      err.println("producer: stopped before the end of " + name + ".");
      return ExitCode.INTERRUPTED;
    }
  }

  private long read(CallFile file) throws IOException {
    CallCursor cursor =
        file.calls(InstantSource.system(), MessageLimit.contentBytes(DEFAULT_MESSAGE_BYTES), range);
    long records = 0;
    try (PublishProgress progress = PublishProgress.start("Reading", "bytes", file.bytes(), err)) {
      while (cursor.next()) {
        records++;
        progress.update(file.bytesRead(), records);
        if (cursor.rejection() == null) {
          add(cursor);
        } else {
          reject(cursor);
        }
        if (stop.isRequested()) {
          throw new ClosedByInterruptException();
        }
      }
    }
    return records;
  }

  private void add(CallCursor call) {
    layouts.merge(call.layout().toString(), 1L, Long::sum);
    earliest = Math.min(earliest, call.eventTimeMillis());
    latest = Math.max(latest, call.eventTimeMillis());
    if (calls == ids.length && 2 * calls <= MOST_IDS) {
      ids = Arrays.copyOf(ids, 2 * calls);
    }
    if (calls < ids.length) {
      ids[calls] = hash(call.key());
    }
    calls++;
  }

  private void reject(CallCursor record) {
    RejectionReason reason = record.rejection();
    firstReason = firstReason == null ? reason : firstReason;
    if (rejected.merge(reason, 1L, Long::sum) <= EXAMPLES_PER_REASON) {
      String place = Rejections.place(record.record(), record.line());
      examples.put(reason, Rejections.describe(record.record(), reason, place));
    }
  }

  private void print(CallFile file, long records) {
    line("form", file.format());
    line("layout", layouts.isEmpty() ? "none" : String.join(", ", layouts.keySet()));
    line("records", number(records));
    line("calls", number(calls));
    if (calls > 0) {
      line("first call", time(earliest));
      line("last call", time(latest));
      line("repeated ids", repeatedIds());
    }
    line("rejected", number(records - calls));
    rejected.forEach((reason, count) -> line("  " + reason.code(), number(count)));
    examples.values().forEach(out::println);
    if (file.warning() != null) {
      out.println(file.warning());
    }
  }

  private void line(String name, String value) {
    out.printf(Locale.ROOT, "%-30s  %s%n", name, value);
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String time(long millis) {
    byte[] text = new byte[CallDateTime.TOPIC_BYTES];
    CallDateTime.format(millis, text);
    Utf8 view = new Utf8();
    view.set(text, 0, text.length);
    return view.toString();
  }

  /** Returns how many calls have the id of an earlier call; hashes differ but for rare cases. */
  private String repeatedIds() {
    if (calls > ids.length) {
      return "not counted: more calls than the memory holds; see JAVA_OPTS";
    }
    Arrays.sort(ids, 0, calls);
    int repeated = 0;
    for (int i = 1; i < calls; i++) {
      repeated += ids[i] == ids[i - 1] ? 1 : 0;
    }
    return number(repeated);
  }

  /** FNV-1a with 64 bits. */
  private static long hash(Utf8 id) {
    long hash = 0xcbf29ce484222325L;
    for (int i = id.from(); i < id.to(); i++) {
      hash = (hash ^ (id.bytes()[i] & 0xff)) * 0x100000001b3L;
    }
    return hash;
  }
}
