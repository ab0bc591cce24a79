package org.sfcrime.cityfeed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sfcrime.commandline.CommandException;

class FeedServerTest {
  /** The query with which a poll begins. */
  private static final String NEWEST = "$order=received_datetime DESC&$limit=1";

  @TempDir private Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private FeedServer server;

  @BeforeEach
  void start() throws IOException {
    server = server(0, 0);
  }

  /** Calls at noon and in each hour of the two days before; a refresh is an hour. */
  private FeedServer server(int port, int faultPercent) throws IOException {
    List<ObjectNode> calls =
        IntStream.range(0, 60)
            .mapToObj(n -> Calls.closed("2632%05d".formatted(n), Calls.NOON.plusHours(n - 49)))
            .toList();
    return new FeedServer(
        port,
        new FeedTable(calls, 1),
        number -> Calls.NOON.plusMinutes(5).plusHours(number),
        poll -> poll,
        new FeedFaults(faultPercent, 1),
        new ServedRows(folder.resolve("log")));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void get_showsTheLast48HoursAndLogsThem() throws Exception {
    JsonNode rows = rows("$where=cad_number > '0'&$order=cad_number&$limit=100");
    assertThat(ids(rows)).hasSize(48).startsWith("263200002").endsWith("263200049");
    assertThat(rows.get(0).has("disposition")).isTrue();
    assertThat(rows.get(47).has("disposition")).isFalse();
    assertThat(rows.get(47).required("data_as_of").asText()).isEqualTo("2026-11-20T12:05:00.000");
    assertThat(rows.get(47).has(":id")).isFalse();
    assertThat(Files.readString(folder.resolve("log")))
        .startsWith("{\"rows\":[[\"263200002\",")
        .endsWith(
            "[\"263200049\",\"2026-11-20T12:03:02.000\",\"\"]],\"more\":false,\"refresh\":0,\"poll\":0}\n");
  }

  @Test
  void start_portInUse_namesTheFlag() {
    int port = URI.create(server.address()).getPort();
    assertThatThrownBy(() -> server(port, 0))
        .isInstanceOf(CommandException.class)
        .hasMessage(
            "cannot listen on 127.0.0.1 port %d: is it in use? Give another with --port", port);
  }

  @Test
  void get_pagesByKey() throws Exception {
    assertThat(ids(rows("$where=cad_number >= '263200047'&$order=cad_number,:id&$limit=2")))
        .containsExactly("263200047", "263200048");
    assertThat(
            ids(
                rows(
                    "$where=cad_number > '263200047' AND received_datetime < '2026-11-20T12:00:00.000'")))
        .containsExactly("263200048");
    assertThat(ids(rows(NEWEST))).containsExactly("263200050");
    assertThat(ids(rows("$order=cad_number&$limit=1&$offset=1"))).containsExactly("263200004");
  }

  @Test
  void newestQuery_beginsAPollAndRefreshes() throws Exception {
    assertThat(ids(rows(NEWEST))).containsExactly("263200050");
    assertThat(ids(rows(NEWEST))).containsExactly("263200051");
    assertThat(ids(rows("$order=cad_number"))).startsWith("263200004").endsWith("263200051");
  }

  @Test
  void get_otherPath_isNotFound() throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(server.address() + "x")).build();
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(404);
  }

  @Test
  void get_entityTag() throws Exception {
    String tag = get("$limit=3").headers().firstValue("etag").orElseThrow();
    assertThat(get("$limit=3", "If-None-Match", tag).statusCode()).isEqualTo(304);
    rows(NEWEST);
    assertThat(get("$limit=3", "If-None-Match", tag).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$where=nothing = '1'",
        "$where=cad_number like '1'",
        "$order=nothing",
        "$order=count(*)",
        "$limit=x",
        "$select=cad_number",
        "cad_number=1"
      })
  void get_whatItDoesNotUnderstand_isRefused(String query) throws Exception {
    HttpResponse<String> response = get(query);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).startsWith("{\"code\":\"query.").contains("\"error\":true");
  }

  /** Every fault occurs, and a page that is answered has all rows. */
  @Test
  void faults() throws Exception {
    server.close();
    server = server(0, 60);
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < 120; i++) {
      seen.merge(outcome(), 1, Integer::sum);
    }
    assertThat(seen.keySet())
        .contains("429", "202", "503", "error object", "no answer", "200", "twice", "304");
    assertThat(folder.resolve("log"))
        .content()
        .contains(
            "{\"fault\":\"CUT after 0 kB\",\"poll\":0}\n", "{\"fault\":\"DOWN\",\"poll\":0}\n");
  }

  @Test
  void cut_isInEachKilobyteInTurn() {
    FeedFaults faults = new FeedFaults(1, 5);
    assertThat(IntStream.range(0, 11).map(n -> faults.cut(5_000) / 1024))
        .containsExactly(0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0);
    assertThat(IntStream.range(0, 100).map(n -> faults.cut(300))).allMatch(cut -> cut < 300);
  }

  @Test
  void throttled_severalTimesInARow() {
    FeedFaults faults = new FeedFaults(5, 5);
    String row =
        IntStream.range(0, 1_000)
            .mapToObj(n -> faults.next() == FeedFaults.Fault.THROTTLED ? "x" : " ")
            .collect(Collectors.joining());
    assertThat(row).contains(" x ").contains("xxxxxx");
  }

  private String outcome() throws InterruptedException {
    try {
      HttpResponse<String> response =
          get("$order=cad_number&$limit=100", "If-None-Match", "\"refresh-0-48\"");
      if (response.statusCode() != 200) {
        return "" + response.statusCode();
      }
      JsonNode body = new ObjectMapper().readTree(response.body());
      List<String> ids = ids(body);
      return body.isObject()
          ? "error object"
          : ids.stream().distinct().count() < ids.size() ? "twice" : "200";
    } catch (IOException e) {
      return "no answer";
    }
  }

  private JsonNode rows(String query) throws Exception {
    HttpResponse<String> response = get(query);
    assertThat(response.statusCode()).isEqualTo(200);
    return new ObjectMapper().readTree(response.body());
  }

  private static List<String> ids(JsonNode rows) {
    List<String> ids = new ArrayList<>();
    rows.forEach(row -> ids.add(row.path("cad_number").asText()));
    return ids;
  }

  private HttpResponse<String> get(String query, String... headers)
      throws IOException, InterruptedException {
    StringBuilder encoded = new StringBuilder();
    for (String parameter : query.split("&", -1)) {
      String[] parts = parameter.split("=", 2);
      encoded.append(encoded.isEmpty() ? "?" : "&").append(parts[0]).append('=');
      encoded.append(URLEncoder.encode(parts[1], StandardCharsets.UTF_8));
    }
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.address() + encoded));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
