package org.sfcrime.consumer;

import java.io.EOFException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Words for exceptions whose own message is none. */
public final class Failures {
  private Failures() {}

  /** Returns the message of an exception and of its cause, or the name of its class. */
  public static String of(Exception e) {
    if (e instanceof NoSuchFileException) {
      return "no such file";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof EOFException) {
      return "the compressed data are cut short";
    }
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    Throwable cause = e.getCause();
    boolean causeSaysMore =
        cause != null && cause.getMessage() != null && !message.contains(cause.getMessage());
    return causeSaysMore ? message + ": " + cause.getMessage() : message;
  }
}
