package org.sfcrime.consumer.verify;

import java.io.IOException;
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
    try (CallFile calls = CallFile.open(file.toString(), false)) {
      return read(calls, handler);
    } catch (CommandException e) {
      throw new CommandException("--expect-file: " + e.getMessage(), e);
    } catch (ClosedByInterruptException e) {
      throw new CommandException("--expect-file: stopped before the end of " + file, e);
    } catch (IOException e) {
      throw new CommandException(
          "--expect-file: " + file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private Contents read(CallFile open, Predicate<CallCursor> handler) throws IOException {
    CallCursor calls = open.calls(clock, maxCallBytes, range);
    Map<RejectionReason, Long> rejected = new EnumMap<>(RejectionReason.class);
    long firstRejected = 0;
    RejectionReason firstReason = null;
    long accepted = 0;
    while (!stop.getAsBoolean() && calls.next()) {
      if (calls.rejection() == null) {
        accepted++;
        if (!handler.test(calls)) {
          break;
        }
      } else {
        firstRejected = rejected.isEmpty() ? calls.record().position().record() + 1 : firstRejected;
        firstReason = rejected.isEmpty() ? calls.rejection() : firstReason;
        rejected.merge(calls.rejection(), 1L, Long::sum);
      }
    }
    return new Contents(accepted, rejected, firstRejected, firstReason, open.damage());
  }
}
