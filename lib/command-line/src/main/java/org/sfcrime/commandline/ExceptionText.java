package org.sfcrime.commandline;

import java.io.EOFException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Explains exceptions whose own message is missing or is only a file name. */
public final class ExceptionText {
  private ExceptionText() {}

  /** Returns the message of an exception and of its cause, or the name of the exception's class. */
  public static String of(Throwable e) {
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

  /** Returns {@link #of}, with the file's name in front if the exception is about a file. */
  static String withFile(Exception e) {
    String text = of(e);
    String file = e instanceof FileSystemException failure ? failure.getFile() : null;
    if (file == null || text.startsWith(file + ":")) {
      return text;
    }
    return file + ": " + (text.equals(file) ? e.getClass().getSimpleName() : text);
  }
}
