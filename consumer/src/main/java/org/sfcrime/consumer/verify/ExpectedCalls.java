package org.sfcrime.consumer.verify;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.sfcrime.callfile.CallCursor;
import org.sfcrime.callfile.CallFile;
import org.sfcrime.callfile.EventTimeRange;
import org.sfcrime.callfile.LineParts;
import org.sfcrime.callrecord.RejectionReason;
import org.sfcrime.commandline.CommandException;

/**
 * The call file whose accepted calls must all arrive on the topic.
 *
 * @param range the accepted calls that are expected
 * @param clock the current time: calls of up to one day later are accepted
 * @param maxCallBytes the size of the largest call that the producer can publish
 * @param stop whether to stop the reading early
 */
public record ExpectedCalls(
    Path file, EventTimeRange range, InstantSource clock, long maxCallBytes, BooleanSupplier stop) {
  /**
   * The numbers of accepted calls and rejected records.
   *
   * @param firstRejected the number of the first rejected record, counted from 1
   * @param firstReason why this record is rejected, or null if there is none
   * @param damage why the file ends early, or null
   */
  public record Contents(
      long accepted,
      Map<RejectionReason, Long> rejected,
      long firstRejected,
      RejectionReason firstReason,
      String damage) {
    /** Returns the messages for the user about this file. */
    public List<String> messages(Path file) {
      List<String> messages = new ArrayList<>();
      messages.add(String.format(Locale.ROOT, "expecting the %,d calls of %s", accepted, file));
      if (!rejected.isEmpty()) {
        String reasons =
            rejected.entrySet().stream()
                .map(entry -> entry.getKey().code() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
        messages.add(
            String.format(
                Locale.ROOT,
                "%,d records of %s are rejected and not expected: %s (first: record %d)",
                rejected.values().stream().mapToLong(Long::longValue).sum(),
                file,
                reasons,
                firstRejected));
      }
      if (damage != null) {
        messages.add(file + ": " + damage + "; only the calls before that are expected");
      }
      return messages;
    }
  }

  /**
   * Checks that the file can be read. The run calls this before it opens anything else.
   *
   * @throws CommandException if the file cannot be read
   */
  public static void checkReadable(Path file) {
    if (!file.toString().equals(CallFile.STANDARD_INPUT) && !Files.isReadable(file)) {
      throw new CommandException(
          "cannot read --expect-file " + file + ": no such file, or permission denied");
    }
  }

  /**
   * Reads the file from its start.
   *
   * @param handler takes each accepted call, which is valid only until the handler returns, and
   *     returns whether to continue
   * @throws CommandException if the file cannot be read or is not a call file
   */
  Contents read(Predicate<CallCursor> handler) {
    return open(calls -> read(calls, handler));
  }

  /**
   * Reads the file from its start, with several threads if the file allows it.
   *
   * @param handler takes the digests of the accepted calls, in the order of the file
   * @throws CommandException if the file cannot be read or is not a call file
   */
  Contents readDigests(CallDigests.Handler handler) {
    return open(calls -> readDigests(calls, handler));
  }

  /** Reads an open file. */
  @FunctionalInterface
  private interface Reading {
    Contents read(CallFile calls) throws IOException;
  }

  private Contents open(Reading reading) {
    try (CallFile calls = CallFile.open(file.toString(), false)) {
      return reading.read(calls);
    } catch (CommandException e) {
      throw new CommandException("--expect-file: " + e.getMessage(), e);
    } catch (ClosedByInterruptException | InterruptedIOException e) {
      throw new CommandException("--expect-file: stopped before the end of " + file, e);
    } catch (IOException e) {
      throw new CommandException(
          "--expect-file: " + file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private Contents read(CallFile open, Predicate<CallCursor> handler) throws IOException {
    Counter counter = new Counter();
    count(open.calls(clock, maxCallBytes, range), handler, counter);
    return counter.contents(open.damage());
  }

  private Contents readDigests(CallFile open, CallDigests.Handler handler) throws IOException {
    LineParts parts = open.parts(clock, maxCallBytes, range);
    if (parts == null) {
      CallDigests digests = new CallDigests();
      return read(
          open,
          call -> {
            digests.add(call);
            digests.drainTo(handler);
            return true;
          });
    }
    Counter counter = new Counter();
    parts.read(
        this::digests,
        part -> {
          counter.add(part.counter());
          part.digests().drainTo(handler);
          return !stop.getAsBoolean();
        });
    return counter.contents(open.damage());
  }

  private record Part(Counter counter, CallDigests digests) {}

  private Part digests(CallCursor part) throws IOException {
    Counter counter = new Counter();
    CallDigests digests = new CallDigests();
    count(
        part,
        call -> {
          digests.add(call);
          return true;
        },
        counter);
    return new Part(counter, digests);
  }

  private void count(CallCursor calls, Predicate<CallCursor> handler, Counter counter)
      throws IOException {
    boolean continues = true;
    while (continues && !stop.getAsBoolean() && calls.next()) {
      counter.add(calls);
      continues = calls.rejection() != null || handler.test(calls);
    }
    counter.records = calls.records();
  }

  /** {@link Contents} under construction. */
  private static final class Counter {
    private final Map<RejectionReason, Long> rejected = new EnumMap<>(RejectionReason.class);
    private long records;
    private long accepted;
    private long firstRejected;
    private RejectionReason firstReason;

    void add(CallCursor record) {
      if (record.rejection() == null) {
        accepted++;
        return;
      }
      if (firstReason == null) {
        firstRejected = record.record().position().record() + 1;
        firstReason = record.rejection();
      }
      rejected.merge(record.rejection(), 1L, Long::sum);
    }

    /** Adds the next part of the file. */
    void add(Counter next) {
      if (firstReason == null && next.firstReason != null) {
        firstRejected = records + next.firstRejected;
        firstReason = next.firstReason;
      }
      next.rejected.forEach((reason, number) -> rejected.merge(reason, number, Long::sum));
      accepted += next.accepted;
      records += next.records;
    }

    Contents contents(String damage) {
      return new Contents(accepted, rejected, firstRejected, firstReason, damage);
    }
  }
}
