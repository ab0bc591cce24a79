package org.sfcrime.cityfeed;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import org.sfcrime.commandline.Port;

/**
 * The options of a run.
 *
 * @param port the port of the server, or 0 for any free port
 * @param start the time at which the feed starts, as San Francisco's clocks show it
 * @param speed how many times as fast as real time the feed's time passes
 * @param refresh the feed's time between two refreshes
 * @param refreshByPoll whether a refresh comes with each poll instead
 * @param callsPerDay number of generated calls a day
 * @param days number of days for which calls are generated
 * @param seed determines the calls, their changes and the faults
 * @param faultPercent the share of requests that meet a fault
 * @param log the file for the served rows, or null
 */
record CityFeedOptions(
    int port,
    LocalDateTime start,
    double speed,
    Duration refresh,
    boolean refreshByPoll,
    int callsPerDay,
    int days,
    long seed,
    int faultPercent,
    Path log) {
  CityFeedOptions {
    Port.check("--port", port, 0);
    require(speed > 0 && speed <= 100_000, "--speed (%s) must be above 0, at most 100000", speed);
    require(!refresh.isZero(), "--refresh (%s) must be longer than 0", refresh);
    require(callsPerDay > 0, "--calls-per-day (%d) must be at least 1", callsPerDay);
    require(days > 0 && days <= 366, "--days (%d) must be from 1 to 366", days);
    require(
        faultPercent >= 0 && faultPercent < 100,
        "--faults (%d) must be from 0 to 99",
        faultPercent);
  }

  private static void require(boolean condition, String message, Object value) {
    if (!condition) {
      throw new IllegalArgumentException(message.formatted(value));
    }
  }
}
