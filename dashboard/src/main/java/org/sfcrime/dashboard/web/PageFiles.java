package org.sfcrime.dashboard.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The page's files, from the jar. */
public final class PageFiles {
  private static final String CHART_LIBRARY = "/META-INF/resources/webjars/uplot/1.6.30/dist/";

  private PageFiles() {}

  /** A file with its content type. */
  @SuppressWarnings("ArrayRecordComponent")
  public record PageFile(String type, byte[] bytes) {}

  /** Returns all files by their path in a URL. */
  public static Map<String, PageFile> all() {
    Map<String, PageFile> files = new LinkedHashMap<>();
    files.put("/", file("text/html; charset=utf-8", "/page/index.html"));
    files.put("/icon.svg", file("image/svg+xml", "/page/icon.svg"));
    files.put("/page.css", style("/page/page.css"));
    files.put("/uplot.css", style(CHART_LIBRARY + "uPlot.min.css"));
    files.put("/uplot.js", script(CHART_LIBRARY + "uPlot.iife.min.js"));
    for (String name : new String[] {"text.js", "charts.js", "panels.js", "page.js"}) {
      files.put("/" + name, script("/page/" + name));
    }
    return files;
  }

  private static PageFile script(String resource) {
    return file("text/javascript; charset=utf-8", resource);
  }

  private static PageFile style(String resource) {
    return file("text/css; charset=utf-8", resource);
  }

  private static PageFile file(String type, String resource) {
    try (InputStream in = PageFiles.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("missing in the jar: " + resource);
      }
      return new PageFile(type, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
