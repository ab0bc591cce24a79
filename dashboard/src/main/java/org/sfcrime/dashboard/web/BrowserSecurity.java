package org.sfcrime.dashboard.web;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.sfcrime.dashboard.DashboardOptions;

/** What every answer says to the browser, and what is refused before it is answered. */
final class BrowserSecurity {
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final Set<String> names = new HashSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));

  BrowserSecurity(DashboardOptions options) {
    names.add(options.host().toLowerCase(Locale.ROOT));
    options.hostNames().forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
  }

  void check(Context context) {
    context.header("Content-Security-Policy", POLICY);
    context.header("X-Content-Type-Options", "nosniff");
    context.header("Referrer-Policy", "no-referrer");
    context.header("Cross-Origin-Resource-Policy", "same-origin");
    context.header("Cross-Origin-Opener-Policy", "same-origin");
    context.header("Cache-Control", "no-store");
    if (context.method() != HandlerType.GET && context.method() != HandlerType.HEAD) {
      throw refusal(HttpStatus.METHOD_NOT_ALLOWED, "the dashboard only shows");
    }
    // A foreign page that has its own name resolve to this machine still sends its own name.
    if (!allows(context.header("Host"))) {
      throw refusal(
          HttpStatus.MISDIRECTED_REQUEST, "not a name of this dashboard: --host-name adds one");
    }
  }

  boolean allows(String host) {
    if (host == null) {
      return false;
    }
    String name = host.toLowerCase(Locale.ROOT).replaceFirst(":\\d+$", "");
    return names.contains(name);
  }

  private static HttpResponseException refusal(HttpStatus status, String text) {
    return new HttpResponseException(status.getCode(), text, Map.of());
  }
}
