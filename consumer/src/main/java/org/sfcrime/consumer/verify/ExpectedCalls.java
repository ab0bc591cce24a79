package org.sfcrime.consumer.verify;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.sfcrime.callfile.CallCursor;
import org.sfcrime.callfile.CallFile;
import org.sfcrime.callrecord.RejectionReason;
import org.sfcrime.commandline.CommandException;

/** The call file whose accepted calls must all arrive on the topic. */
public final class ExpectedCalls {
  /** Takes the accepted calls one at a time. */
  @FunctionalInterface
  interface Handler {
    /** Returns whether to continue; the cursor is at an accepted call until this method returns. */
    boolean accept(CallCursor call);
  }

  /**
   * The result of reading the file.
   *
   * @param accepted number of accepted calls
   * @param rejected number of rejected records by reason
   * @param firstRejected number of the first rejected record, counted from 1
   * @param damage why the file ends early, or null
   */
  public record Contents(
      long accepted, Map<RejectionReason, Long> rejected, long firstRejected, String damage) {
    public Contents {
      rejected = rejected.isEmpty() ? Map.of() : new EnumMap<>(rejected);
    }

    /** Returns the number of rejected records. */
    public long rejectedCount() {
      return rejected.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Returns for example {@code not_json 2, missing_crime_id 1 (first: record 3)}. */
    public String rejections() {
      return rejected.entrySet().stream()
          .map(entry -> entry.getKey().code() + " " + entry.getValue())
          .collect(Collectors.joining(", ", "", " (first: record " + firstRejected + ")"));
    }
  }

  private static final long UNKNOWN = -1;

  private final Path file;
  private final InstantSource clock;
  private final LongSupplier maxCallBytes;
  private final BooleanSupplier stop;
  private long limit = UNKNOWN;

  /**
   * @param clock the current time: a call is accepted up to a day later
   * @param maxCallBytes the largest call that the producer can publish; asked once, when the file
   *     is read
   * @param stop whether to end the reading early
   */
  public ExpectedCalls(
      Path file, InstantSource clock, LongSupplier maxCallBytes, BooleanSupplier stop) {
    this.file = file;
    this.clock = clock;
    this.maxCallBytes = maxCallBytes;
    this.stop = stop;
  }

  public Path path() {
    return file;
  }

  /**
   * Reads the file from its start.
   *
   * @throws CommandException if the file cannot be read or is not a call file
   */
  Contents read(Handler handler) {
    try (CallFile calls = CallFile.open(file.toString(), false)) {
      return read(calls, handler);
    } catch (CommandException e) {
      throw new CommandException("--expect-file: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new CommandException(
          "--expect-file: " + file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private Contents read(CallFile open, Handler handler) throws IOException {
    limit = limit == UNKNOWN ? maxCallBytes.getAsLong() : limit;
    CallCursor calls = open.calls(clock, limit);
    Map<RejectionReason, Long> rejected = new EnumMap<>(RejectionReason.class);
    long firstRejected = 0;
    long accepted = 0;
    while (!stop.getAsBoolean() && calls.next()) {
      if (calls.rejection() == null) {
        accepted++;
        if (!handler.accept(calls)) {
          break;
        }
      } else {
        firstRejected = rejected.isEmpty() ? calls.record().position().record() + 1 : firstRejected;
        rejected.merge(calls.rejection(), 1L, Long::sum);
      }
    }
    return new Contents(accepted, rejected, firstRejected, open.damage());
  }
}
