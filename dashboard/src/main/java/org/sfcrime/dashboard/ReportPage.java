package org.sfcrime.dashboard;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sfcrime.dashboard.counts.CountsTable;
import org.sfcrime.dashboard.view.Filter;
import org.sfcrime.dashboard.view.View;
import org.sfcrime.dashboard.view.ViewBuilder;
import org.sfcrime.dashboard.web.PageFiles;
import org.sfcrime.dashboard.web.PageFiles.PageFile;
import org.sfcrime.dashboard.web.PageServer;

/** Builds the page as one file, with the views of all calls and of each category inside. */
final class ReportPage {
  private static final Pattern LINK =
      Pattern.compile(
          "<link rel=\"stylesheet\" href=\"([^\"]+)\">|<script src=\"([^\"]+)\" defer></script>|<link rel=\"icon\"[^>]*>");

  private static final String POLICY =
      """
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src%s; style-src%s; base-uri 'none'; form-action 'none'">
      """;
  private static final String DATA =
      "<script id=\"inlined\" type=\"application/json\">%s</script>\n";

  private final Map<String, PageFile> files = PageFiles.all();
  private final StringBuilder scripts = new StringBuilder();
  private final StringBuilder scriptHashes = new StringBuilder();
  private final StringBuilder styleHashes = new StringBuilder();

  static String of(CountsTable table) {
    return new ReportPage().page(table);
  }

  private String page(CountsTable table) {
    Matcher links = LINK.matcher(text("/"));
    String page =
        links.replaceAll(link -> Matcher.quoteReplacement(inlined(link.group(1), link.group(2))));
    // A block of data: the policy forbids to run it, and no text inside can end the element.
    String data = new String(PageServer.json(views(table)), StandardCharsets.UTF_8);
    String block = DATA.formatted(data.replace("<", "\\u003c"));
    String policy = POLICY.formatted(scriptHashes, styleHashes);
    return page.replace("<meta charset=\"utf-8\">\n", "<meta charset=\"utf-8\">\n" + policy)
        .replace("</body>", block + scripts + "</body>");
  }

  /** Returns a style in place of its link; moves scripts to the end, where they need no defer. */
  private String inlined(String style, String script) {
    if (style != null) {
      String text = text("/" + style);
      styleHashes.append(hash(text));
      return "<style>" + text + "</style>";
    }
    if (script != null) {
      String text = text("/" + script);
      scriptHashes.append(hash(text));
      scripts.append("<script>").append(text).append("</script>\n");
    }
    return "";
  }

  /** Returns the views of the main period, and of all calls if these are more. */
  private static Map<String, Map<String, View>> views(CountsTable table) {
    Map<String, Map<String, View>> views = new LinkedHashMap<>();
    views.put("views", views(table, Filter.MAIN_PERIOD));
    if (views.get("views").get("").outside() > 0) {
      views.put("all", views(table, Filter.ALL));
    }
    return views;
  }

  private static Map<String, View> views(CountsTable table, Filter period) {
    Map<String, View> views = new LinkedHashMap<>();
    View all = ViewBuilder.of(table, period);
    views.put("", all);
    for (View.Bar category : all.choices().categories()) {
      views.put(category.name(), ViewBuilder.of(table, period.withCategory(category.name())));
    }
    return views;
  }

  private String text(String path) {
    return new String(files.get(path).bytes(), StandardCharsets.UTF_8);
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return " 'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
