package org.sfcrime.processes;

import com.fasterxml.jackson.databind.JsonNode;
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

/** The number of calls that a dashboard shows; the address ends with a slash. */
public record PageTotal(String address) {
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final long RETRY_MILLIS = 100;

  /** The current number; empty if the dashboard does not answer. */
  public OptionalLong shown() throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + "api/view")).timeout(ANSWER).build();
    try {
      HttpResponse<byte[]> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray());
      JsonNode figures = new ObjectMapper().readTree(answer.body()).required("figures");
      return OptionalLong.of(figures.required("calls").longValue());
    } catch (IOException | IllegalArgumentException e) {
      return OptionalLong.empty();
    }
  }

  /**
   * Waits until the dashboard shows a number of calls, or until the limit.
   *
   * @param closing ends the wait early
   * @return the last number shown; empty if the dashboard does not answer
   */
  public OptionalLong await(long calls, Duration limit, CountDownLatch closing)
      throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    OptionalLong shown = shown();
    while (!shown.equals(OptionalLong.of(calls)) && System.nanoTime() < deadline) {
      if (closing.await(RETRY_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new InterruptedException("stopped");
      }
      shown = shown();
    }
    return shown;
  }
}
