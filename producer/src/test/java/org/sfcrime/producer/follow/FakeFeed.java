package org.sfcrime.producer.follow;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** A SODA endpoint in this JVM, with rows and answers that the test decides. */
public final class FakeFeed implements AutoCloseable {
  static {
    // Otherwise each answer with a body waits 40 ms for an acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private static final Pattern CONDITION = Pattern.compile("(\\w+) (>=|<=) '([^']*)'");

  private final HttpServer server;
  private final Deque<Answer> answers = new ArrayDeque<>();

  /** The rows by id, as JSON. */
  public final Map<String, String> rows = new TreeMap<>();

  /** The decoded queries, with the headers that matter. */
  public final List<String> requests = new ArrayList<>();

  /** The pages of polls that were answered as usual. */
  public final List<String> pages = new ArrayList<>();

  /** Runs before each request is answered. */
  public Runnable beforeAnswer = () -> {};

  /** Replaces the usual answer once. */
  public interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  public FakeFeed() {
    try {
      server =
          HttpServer.create(
              new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.start();
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/resource/x.json");
  }

  /** Answers the next request in another way. */
  public FakeFeed then(Answer answer) {
    answers.add(answer);
    return this;
  }

  /** Answers the next request with a status and headers. */
  public FakeFeed then(int status, String... headers) {
    return then(exchange -> send(exchange, status, "", headers));
  }

  /** Answers the next request with this body and status 200. */
  public FakeFeed thenBody(String body) {
    return then(exchange -> send(exchange, 200, body));
  }

  /** Shows a row of today's data set, with further fields as JSON. */
  public FakeFeed row(String id, String time, String type, String... further) {
    String more = Stream.of(further).map(field -> "," + field).reduce("", String::concat);
    rows.put(
        id,
        """
        {"cad_number":"%s","received_datetime":"%s","call_type_final_desc":"%s"%s}"""
            .formatted(id, time, type, more));
    return this;
  }

  static void send(HttpExchange exchange, int status, String body, String... headers)
      throws IOException {
    for (String header : headers) {
      String[] parts = header.split(": ", 2);
      exchange.getResponseHeaders().add(parts[0], parts[1]);
    }
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
      out.write(body.getBytes(StandardCharsets.UTF_8));
    }
    boolean hasBody = !body.isEmpty();
    if (hasBody) {
      exchange.getResponseHeaders().add("Content-Encoding", "gzip");
    }
    exchange.sendResponseHeaders(status, hasBody ? gzip.size() : -1);
    if (hasBody) {
      exchange.getResponseBody().write(gzip.toByteArray());
    }
    exchange.close();
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    beforeAnswer.run();
    String query =
        URLDecoder.decode(exchange.getRequestURI().getRawQuery(), StandardCharsets.UTF_8);
    String token = exchange.getRequestHeaders().getFirst("X-App-Token");
    requests.add(query + (token == null ? "" : " token " + token));
    Answer answer = answers.poll();
    if (answer != null) {
      answer.to(exchange);
      return;
    }
    String body = body(query);
    if (query.contains("$order=cad_number")) {
      pages.add(body);
    }
    String tag = "\"" + body.hashCode() + "\"";
    boolean unchanged = tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
    send(exchange, unchanged ? 304 : 200, unchanged ? "" : body, "ETag: " + tag);
  }

  private String body(String query) {
    Stream<String> found = rows.values().stream();
    Matcher condition = CONDITION.matcher(query);
    while (condition.find()) {
      String field = condition.group(1);
      String bound = condition.group(3);
      int sign = condition.group(2).equals(">=") ? 1 : -1;
      found = found.filter(row -> sign * value(row, field).compareTo(bound) >= 0);
    }
    if (query.contains("received_datetime DESC")) {
      found =
          found.sorted(
              Comparator.comparing(row -> value((String) row, "received_datetime")).reversed());
    }
    int limit = Integer.parseInt(query.replaceFirst(".*\\$limit=", ""));
    return "[" + String.join(",\n", found.limit(limit).toList()) + "]\n";
  }

  private static String value(String row, String field) {
    Matcher found = Pattern.compile("\"" + field + "\":\"([^\"]*)\"").matcher(row);
    return found.find() ? found.group(1) : "";
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
