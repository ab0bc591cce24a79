package org.sfcrime.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * How many calls a page shows.
 *
 * @param address the page's, with a slash at its end
 */
public record PageTotal(String address) {
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final long LOOK_EVERY_MILLIS = 100;

  /** What it shows now; empty if it does not answer. */
  public OptionalLong shown() throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + "api/view")).timeout(ANSWER).build();
    try {
      HttpResponse<byte[]> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray());
      return OptionalLong.of(
          new ObjectMapper()
              .readTree(answer.body())
              .required("figures")
              .required("calls")
              .longValue());
    } catch (IOException | IllegalArgumentException e) {
      return OptionalLong.empty();
    }
  }

  /**
   * Waits until it shows so many, or for the limit, and returns what it shows then.
   *
   * @param closing counted down when the run is stopped
   * @return empty if it does not answer
   */
  OptionalLong await(long calls, Duration limit, CountDownLatch closing)
      throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    OptionalLong wanted = OptionalLong.of(calls);
    OptionalLong shown = shown();
    while (!shown.equals(wanted) && System.nanoTime() < deadline) {
      if (closing.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new InterruptedException("stopped");
      }
      shown = shown();
    }
    return shown;
  }
}
