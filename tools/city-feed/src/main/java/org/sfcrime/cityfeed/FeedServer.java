package org.sfcrime.cityfeed;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.zip.GZIPOutputStream;
import org.sfcrime.commandline.CommandException;

/**
 * Answers the requests of the SODA API for one data set, one at a time.
 *
 * <p>The table is rewritten at each refresh. Refreshes have numbers, from 0.
 */
final class FeedServer implements AutoCloseable {
  /** The path of the live data set. */
  static final String PATH = "/resource/gnap-fj3t.json";

  private static final int REFRESHES_OF_AN_HOUR = 6;
  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final FeedTable table;
  private final IntFunction<LocalDateTime> times;
  private final Refreshes refreshes;
  private final FeedFaults faults;
  private final ServedRows log;
  private int skipped;
  private int refresh = -1;
  private List<ObjectNode> rows = List.of();

  /** Decides which refresh the feed shows. */
  interface Refreshes {
    /**
     * Returns the number of the refresh.
     *
     * @param poll number of polls that have begun
     */
    int at(int poll);
  }

  private int polls;

  /**
   * @param port 0 for any free port
   * @param times the time of each refresh
   */
  FeedServer(
      int port,
      FeedTable table,
      IntFunction<LocalDateTime> times,
      Refreshes refreshes,
      FeedFaults faults,
      ServedRows log)
      throws IOException {
    this.table = table;
    this.times = times;
    this.refreshes = refreshes;
    this.faults = faults;
    this.log = log;
    server = listen(port);
    server.setExecutor(Executors.newSingleThreadExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  private static HttpServer listen(int port) throws IOException {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), 0);
    } catch (BindException e) {
      throw new CommandException(
          "cannot listen on 127.0.0.1 port %d: is it in use? Give another with --port"
              .formatted(port),
          e);
    }
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + PATH;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!exchange.getRequestURI().getPath().equals(PATH)) {
        error(exchange, 404, "dataset.missing", "Not found");
        return;
      }
      try {
        answer(exchange, new SodaQuery(exchange.getRequestURI().getRawQuery()));
      } catch (SodaQuery.Refused e) {
        error(exchange, 400, e.code(), e.getMessage());
      }
    }
  }

  private void answer(HttpExchange exchange, SodaQuery query)
      throws IOException, SodaQuery.Refused {
    FeedFaults.Fault fault = faults.next();
    switch (fault) {
      case THROTTLED -> send(exchange, 429, Map.of("Retry-After", "1"), new byte[0]);
      case STILL_RUNNING -> send(exchange, 202, Map.of(), new byte[0]);
      case UNAVAILABLE -> send(exchange, 503, Map.of(), new byte[0]);
      case ERROR_OBJECT -> error(exchange, 200, "query.execution.timeout", "Query timed out");
      case DOWN -> skipped += REFRESHES_OF_AN_HOUR;
      default -> {
        answer(exchange, query, fault);
        return;
      }
    }
    log.fault(polls, fault.name());
  }

  private void answer(HttpExchange exchange, SodaQuery query, FeedFaults.Fault fault)
      throws IOException, SodaQuery.Refused {
    polls += query.isForTheNewest() ? 1 : 0;
    List<ObjectNode> before = rows;
    refreshTo(refreshes.at(polls) + skipped);
    List<ObjectNode> page = query.select(rows);
    boolean isFull = page.size() >= query.limit();
    if (fault == FeedFaults.Fault.SHOWN_TWICE && !isFull) {
      page = withEarlierRows(page, before);
      log.fault(polls, fault.name());
    }
    String tag = "\"refresh-%d-%d\"".formatted(refresh, page.size());
    boolean unchanged = tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
    byte[] body = unchanged ? new byte[0] : body(exchange, page);
    if (fault == FeedFaults.Fault.CUT && !unchanged) {
      exchange.sendResponseHeaders(200, body.length);
      int bytes = faults.cut(body.length);
      exchange.getResponseBody().write(body, 0, bytes);
      exchange.getResponseBody().flush();
      log.fault(polls, "CUT after %d kB".formatted(bytes / 1024));
      return;
    }
    if (query.isForAPage()) {
      log.write(polls, refresh, isFull, page);
    }
    send(exchange, unchanged ? 304 : 200, Map.of("ETag", tag), body);
    if (fault == FeedFaults.Fault.CHANGED_BETWEEN_PAGES && isFull) {
      skipped++;
      log.fault(polls, fault.name());
    }
  }

  private void refreshTo(int number) {
    if (number != refresh) {
      refresh = number;
      rows = table.at(times.apply(number));
    }
  }

  /** Puts the rows as they were before in front of every tenth row. */
  private static List<ObjectNode> withEarlierRows(List<ObjectNode> page, List<ObjectNode> before) {
    List<ObjectNode> all = new ArrayList<>();
    for (ObjectNode row : page) {
      if (all.size() % 10 == 0) {
        before.stream()
            .filter(earlier -> earlier.get("cad_number").equals(row.get("cad_number")))
            .forEach(all::add);
      }
      all.add(row);
    }
    return all;
  }

  private static byte[] body(HttpExchange exchange, List<ObjectNode> page) throws IOException {
    List<ObjectNode> shown = new ArrayList<>();
    for (ObjectNode row : page) {
      ObjectNode withoutId = row.deepCopy();
      withoutId.remove(":id");
      shown.add(withoutId);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String accepted = exchange.getRequestHeaders().getFirst("Accept-Encoding");
    if (accepted == null || !accepted.contains("gzip")) {
      JSON.writeValue(bytes, shown);
    } else {
      exchange.getResponseHeaders().set("Content-Encoding", "gzip");
      try (OutputStream gzip = new GZIPOutputStream(bytes)) {
        JSON.writeValue(gzip, shown);
      }
    }
    return bytes.toByteArray();
  }

  /** Sends an error as the API writes it. */
  private static void error(HttpExchange exchange, int status, String code, String message)
      throws IOException {
    ObjectNode error = JSON.createObjectNode().put("code", code).put("error", true);
    byte[] body = error.put("message", message).toString().getBytes(StandardCharsets.UTF_8);
    send(exchange, status, Map.of(), body);
  }

  private static void send(
      HttpExchange exchange, int status, Map<String, String> headers, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json;charset=utf-8");
    headers.forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
