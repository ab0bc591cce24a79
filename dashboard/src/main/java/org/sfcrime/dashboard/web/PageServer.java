package org.sfcrime.dashboard.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.Javalin;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.util.JavalinLogger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sfcrime.dashboard.counts.CountsTable;
import org.sfcrime.dashboard.view.Filter;
import org.sfcrime.dashboard.view.View;
import org.sfcrime.dashboard.view.ViewBuilder;
import org.sfcrime.dashboard.view.ViewCache;
import org.sfcrime.dashboard.view.ViewCsv;
import org.sfcrime.dashboard.web.PageFiles.PageFile;

/** Serves the page, its views as JSON and CSV, and status events. */
public final class PageServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_FOUND = 60;

  private final CountsTable table;
  private final OpenPages pages;
  private final ViewCache views = new ViewCache();
  private final Map<String, PageFile> files = PageFiles.all();
  private final Javalin server;

  /** Creates a server. Browsers may request the page from localhost and these host names. */
  public PageServer(Collection<String> hostNames, CountsTable table, OpenPages pages) {
    this.table = table;
    this.pages = pages;
    BrowserSecurity security = new BrowserSecurity(hostNames);
    server =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.startup.startupWatcherEnabled = false;
              config.startup.showOldJavalinVersionWarning = false;
              config.concurrency.useVirtualThreads = false;
              config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
              config.routes.before(security::check);
              addRoutes(config.routes);
            });
  }

  private void addRoutes(RoutesConfig routes) {
    files.forEach((path, file) -> routes.get(path, context -> send(context, file)));
    routes.get("/api/view", this::view);
    routes.get("/api/types", context -> search(context, ViewBuilder::types));
    routes.get("/api/dispositions", context -> search(context, ViewBuilder::dispositions));
    routes.get("/api/counts.csv", this::csv);
    routes.sse(
        "/api/events",
        client -> {
          if (!pages.add(client)) {
            client.close();
          }
        });
    routes.exception(
        IllegalArgumentException.class,
        (e, context) -> context.status(400).contentType("text/plain").result(e.getMessage()));
  }

  /**
   * Starts the server and returns the page's address.
   *
   * @param port 0 for any free port
   */
  public URI start(String host, int port) {
    JavalinLogger.enabled = false; // the exception of a port in use says enough
    try {
      server.start(host, port);
    } finally {
      JavalinLogger.enabled = true;
    }
    return URI.create("http://" + HostNames.inUrl(host) + ":" + server.port() + "/");
  }

  private static void send(Context context, PageFile file) {
    context.contentType(file.type()).result(file.bytes());
  }

  private void view(Context context) {
    Filter filter = Filter.of(context.queryParamMap());
    byte[] json = views.get(filter, table.version(), wanted -> json(ViewBuilder.of(table, wanted)));
    context.contentType("application/json").result(json);
  }

  /** Finds names that contain a text. */
  private interface Search {
    List<View.Bar> of(CountsTable table, Filter filter, String text, int most);
  }

  private void search(Context context, Search search) {
    String text = Optional.ofNullable(context.queryParam("q")).orElse("");
    Filter filter = Filter.of(context.queryParamMap());
    List<View.Bar> found = views.inTurn(() -> search.of(table, filter, text, MOST_FOUND));
    context.contentType("application/json").result(json(found));
  }

  /** Sends the CSV from a file: a slow client must not keep a year's groups in memory. */
  private void csv(Context context) throws IOException {
    Filter filter = Filter.of(context.queryParamMap());
    Path file = Files.createTempFile("counts", ".csv");
    try {
      views.inTurn(() -> write(filter, file));
      context.contentType("text/csv; charset=utf-8");
      context.header("Content-Disposition", "attachment; filename=\"counts.csv\"");
      Files.copy(file, context.outputStream());
    } finally {
      Files.delete(file);
    }
  }

  private Path write(Filter filter, Path file) {
    try (Writer out = Files.newBufferedWriter(file)) {
      ViewCsv.write(ViewCsv.rows(table, filter), out);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static byte[] json(Object value) {
    try {
      return JSON.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("not possible as JSON: " + value.getClass(), e);
    }
  }

  @Override
  public void close() {
    pages.close();
    server.stop();
  }
}
