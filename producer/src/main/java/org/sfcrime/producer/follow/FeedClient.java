package org.sfcrime.producer.follow;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;
import org.sfcrime.commandline.ExceptionText;

/**
 * Sends one request at a time to the feed. A response is complete and compressed, not modified, or
 * a {@link FeedException}.
 */
final class FeedClient {
  private static final Duration TIME_TO_CONNECT = Duration.ofSeconds(20);
  private static final Duration TIME_FOR_A_RESPONSE = Duration.ofMinutes(1);
  private static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(1);

  /** Several times the largest page of the city's feed, also of what a response decompresses to. */
  static final int MOST_BYTES = 16 << 20;

  private static final int MOST_REDIRECTS = 5;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final Set<Integer> PASSING = Set.of(202, 408, 425, 429);

  private final URI feed;
  private final String appToken;
  private final Duration timeForAResponse;
  private final Waiting waiting;
  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(TIME_TO_CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /**
   * A complete response.
   *
   * @param body the content, or null if it has not changed since the response with the given tag
   * @param tag the entity tag of the content, or null
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Response(byte[] body, String tag) {}

  FeedClient(FollowOptions options, Waiting waiting) {
    this(options, waiting, TIME_FOR_A_RESPONSE);
  }

  FeedClient(FollowOptions options, Waiting waiting, Duration timeForAResponse) {
    this.feed = options.feed();
    this.appToken = options.appToken();
    this.waiting = waiting;
    this.timeForAResponse = timeForAResponse;
  }

  /**
   * Requests a part of the feed.
   *
   * @param query the encoded query
   * @param tag the entity tag of a response to the same query, or null
   */
  Response get(String query, String tag) throws FeedException, InterruptedException {
    URI address = URI.create(feed + "?" + query);
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      HttpResponse<byte[]> response = send(request(address, tag));
      int status = response.statusCode();
      if (status == 200) {
        return new Response(content(response), response.headers().firstValue("etag").orElse(null));
      }
      if (status == 304 && tag != null) {
        return new Response(null, tag);
      }
      if (!REDIRECTS.contains(status)) {
        throw failure(response);
      }
      String location = response.headers().firstValue("location").orElse("");
      URI target = resolve(address, location);
      if (target == null || !FeedAddress.mayRedirect(address, target)) {
        throw FeedException.ofRequest(
            "the feed redirects to %s, which is not followed".formatted(location));
      }
      address = target;
    }
    throw FeedException.ofRequest(
        "the feed redirects more than %d times".formatted(MOST_REDIRECTS));
  }

  private static URI resolve(URI address, String location) {
    try {
      return location.isEmpty() ? null : address.resolve(location);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private HttpRequest request(URI address, String tag) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .timeout(timeForAResponse)
            .header("Accept", "application/json")
            .header("Accept-Encoding", "gzip")
            .header("User-Agent", "sf-crime-statistics");
    if (appToken != null && feed.getRawAuthority().equals(address.getRawAuthority())) {
      request.header("X-App-Token", appToken);
    }
    if (tag != null) {
      request.header("If-None-Match", tag);
    }
    return request.build();
  }

  /** The time limit of a request ends with the headers, so this method limits the body too. */
  private HttpResponse<byte[]> send(HttpRequest request)
      throws FeedException, InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> response =
        http.sendAsync(request, headers -> new LimitedBody());
    try {
      return response.get(timeForAResponse.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw FeedException.passing(
          "no complete response within %d s".formatted(timeForAResponse.toSeconds()), e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof FeedException failure) {
        throw failure;
      }
      throw FeedException.passing(ExceptionText.of(e.getCause()), e);
    } finally {
      response.cancel(true);
    }
  }

  private static byte[] content(HttpResponse<byte[]> response) throws FeedException {
    boolean isGzip =
        response.headers().firstValue("content-encoding").orElse("").equalsIgnoreCase("gzip");
    InputStream body = new ByteArrayInputStream(response.body());
    try (InputStream content = isGzip ? new GZIPInputStream(body) : body) {
      byte[] bytes = content.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw tooLarge();
      }
      return bytes;
    } catch (FeedException e) {
      throw e;
    } catch (IOException e) {
      throw FeedException.passing(ExceptionText.of(e), e);
    }
  }

  private static FeedException tooLarge() {
    return FeedException.ofRequest("a response has more than %,d bytes".formatted(MOST_BYTES));
  }

  private FeedException failure(HttpResponse<byte[]> response) {
    int status = response.statusCode();
    String message = "the feed answers with status %d".formatted(status);
    return status >= 500 || PASSING.contains(status)
        ? FeedException.passing(message, retryAfter(response))
        : FeedException.ofRequest(message);
  }

  /** Reads {@code Retry-After}: a number of seconds, or a date. */
  private Duration retryAfter(HttpResponse<byte[]> response) {
    String value = response.headers().firstValue("retry-after").orElse("").strip();
    Duration asked = Duration.ZERO;
    if (value.matches("\\d{1,9}")) {
      asked = Duration.ofSeconds(Long.parseLong(value));
    } else if (!value.isEmpty()) {
      try {
        ZonedDateTime date = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME);
        asked = Duration.between(waiting.now(), date.toInstant());
      } catch (DateTimeException e) {
        return Duration.ZERO; // The usual wait.
      }
    }
    asked = asked.isNegative() ? Duration.ZERO : asked;
    return asked.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : asked;
  }

  /** Collects a response body, and ends the response with a failure if the body is too large. */
  private static final class LimitedBody implements BodySubscriber<byte[]> {
    private final BodySubscriber<byte[]> bytes = BodySubscribers.ofByteArray();
    private long received;
    private Subscription subscription;

    @Override
    public CompletionStage<byte[]> getBody() {
      return bytes.getBody();
    }

    @Override
    public void onSubscribe(Subscription newSubscription) {
      subscription = newSubscription;
      bytes.onSubscribe(newSubscription);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
      received += buffers.stream().mapToLong(ByteBuffer::remaining).sum();
      if (received > MOST_BYTES) {
        subscription.cancel();
        bytes.onError(tooLarge());
      } else {
        bytes.onNext(buffers);
      }
    }

    @Override
    public void onError(Throwable failure) {
      bytes.onError(failure);
    }

    @Override
    public void onComplete() {
      bytes.onComplete();
    }
  }
}
