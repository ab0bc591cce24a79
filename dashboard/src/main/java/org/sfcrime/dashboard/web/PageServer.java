package org.sfcrime.dashboard.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.Javalin;
import io.javalin.config.JettyConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.ServiceUnavailableResponse;
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
import java.util.concurrent.Semaphore;
import java.util.function.BiFunction;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
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
  private final ClientLimits limits;
  private final Semaphore downloads;
  private final Javalin server;
  private BiFunction<Server, HttpConfiguration, Connector> connector;

  /** Creates a server. Browsers may request the page from localhost and these host names. */
  public PageServer(Collection<String> hostNames, CountsTable table, OpenPages pages) {
    this(hostNames, table, pages, ClientLimits.usual());
  }

  PageServer(
      Collection<String> hostNames, CountsTable table, OpenPages pages, ClientLimits limits) {
    this.table = table;
    this.pages = pages;
    this.limits = limits;
    downloads = new Semaphore(limits.downloads());
    BrowserSecurity security = new BrowserSecurity(hostNames);
    server =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.startup.startupWatcherEnabled = false;
              config.startup.showOldJavalinVersionWarning = false;
              config.concurrency.useVirtualThreads = false;
              setUp(config.jetty);
              config.routes.before(security::check);
              addRoutes(config.routes);
            });
  }

  private void setUp(JettyConfig jetty) {
    jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
    jetty.modifyServer(server -> server.setErrorHandler(new ErrorText()));
    jetty.modifyServletContextHandler(context -> context.setErrorHandler(new ErrorText()));
    limits.applyTo(jetty);
    jetty.addConnector((server, http) -> connector.apply(server, http));
  }

  private ServerConnector connector(Server jetty, HttpConfiguration http, TlsKeystore keystore) {
    HttpConnectionFactory requests = new HttpConnectionFactory(http);
    if (keystore == null) {
      return new ServerConnector(jetty, requests);
    }
    // The certificate need not have the name in the request: BrowserSecurity checks the name.
    http.addCustomizer(new SecureRequestCustomizer(false));
    return new ServerConnector(jetty, keystore.server(), requests);
  }

  private void addRoutes(RoutesConfig routes) {
    files.forEach((path, file) -> routes.get(path, context -> send(context, file)));
    routes.get("/api/view", this::view);
    routes.get("/api/types", context -> search(context, ViewBuilder::types));
    routes.get("/api/dispositions", context -> search(context, ViewBuilder::dispositions));
    routes.get("/api/counts.csv", this::csv);
    // nginx would keep the events until its buffer is full.
    routes.before("/api/events", context -> context.header("X-Accel-Buffering", "no"));
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

  /** Starts the server without HTTPS; see {@link #start(String, int, Optional)}. */
  public URI start(String host, int port) {
    return start(host, port, Optional.empty());
  }

  /**
   * Starts the server and returns the page's address.
   *
   * @param port 0 for any free port
   * @param keystore for a page with HTTPS
   */
  public URI start(String host, int port, Optional<TlsKeystore> keystore) {
    connector =
        (jetty, http) -> {
          ServerConnector result = connector(jetty, http, keystore.orElse(null));
          result.setHost(host);
          result.setPort(port);
          limits.applyTo(result);
          return result;
        };
    JavalinLogger.enabled = false; // the exception of a port in use says enough
    try {
      server.start();
    } finally {
      JavalinLogger.enabled = true;
    }
    String scheme = keystore.isPresent() ? "https" : "http";
    return URI.create("%s://%s:%d/".formatted(scheme, HostNames.inUrl(host), server.port()));
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
    if (!downloads.tryAcquire()) {
      throw new ServiceUnavailableResponse("too many downloads at a time; try again later");
    }
    try {
      csv(context, filter);
    } finally {
      downloads.release();
    }
  }

  private void csv(Context context, Filter filter) throws IOException {
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
