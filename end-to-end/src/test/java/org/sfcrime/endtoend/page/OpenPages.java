package org.sfcrime.endtoend.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Open pages that request a new view after each event of the dashboard. */
final class OpenPages implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Future<Void>> following = new ArrayList<>();
  private final String address;
  private final CountDownLatch open;
  private final CountDownLatch drawn;

  /**
   * An open page.
   *
   * @param query the query of its view, or an empty string
   * @param calls the calls that the page shows after the batch
   */
  record Page(String query, long calls) {}

  /** Opens pages and returns when each has its first view. */
  OpenPages(String address, List<Page> pages) throws InterruptedException {
    this.address = address;
    this.open = new CountDownLatch(pages.size());
    this.drawn = new CountDownLatch(pages.size());
    pages.forEach(page -> following.add(threads.submit(() -> follow(page))));
    assertThat(open.await(1, TimeUnit.MINUTES)).as("all pages are open").isTrue();
  }

  /** Waits until every page shows its calls. */
  void awaitViews() throws InterruptedException, ExecutionException {
    assertThat(drawn.await(1, TimeUnit.MINUTES)).as("all pages show the batch").isTrue();
    for (Future<Void> page : following) {
      page.get();
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private Void follow(Page page) throws IOException, InterruptedException {
    HttpRequest events =
        HttpRequest.newBuilder(URI.create(address + "api/events"))
            .header("Accept", "text/event-stream")
            .build();
    try (Stream<String> lines = client.send(events, HttpResponse.BodyHandlers.ofLines()).body()) {
      var news = lines.filter(line -> line.startsWith("data")).iterator();
      boolean first = true;
      while (news.hasNext()) {
        news.next();
        HttpRequest view =
            HttpRequest.newBuilder(URI.create(address + "api/view" + page.query())).build();
        byte[] json = client.send(view, HttpResponse.BodyHandlers.ofByteArray()).body();
        if (first) {
          open.countDown();
          first = false;
        }
        if (JSON.readTree(json).at("/figures/calls").asLong() == page.calls()) {
          drawn.countDown();
          return null;
        }
      }
    }
    return null;
  }
}
