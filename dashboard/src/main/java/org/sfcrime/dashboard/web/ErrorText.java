package org.sfcrime.dashboard.web;

import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Answers requests that Jetty refuses: a line of text, with the headers of all other answers. */
final class ErrorText extends ErrorHandler {
  /** Jetty calls this method for every error, also for one without a text. */
  @Override
  protected void generateCacheControl(Response response) {
    BrowserSecurity.HEADERS.forEach(response.getHeaders()::put);
  }

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int code,
      String message,
      Throwable cause,
      Callback callback) {
    response.getHeaders().put("Content-Type", "text/plain;charset=utf-8");
    Content.Sink.write(response, true, message, callback);
  }
}
