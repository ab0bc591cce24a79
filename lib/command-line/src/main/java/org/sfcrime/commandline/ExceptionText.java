package org.sfcrime.commandline;

import java.io.EOFException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Describes exceptions, also those whose message is missing or is only a file name. */
public final class ExceptionText {
  private ExceptionText() {}

  /** Returns the messages of an exception and its cause; without a message, the class name. */
  public static String of(Throwable e) {
    if (e instanceof NoSuchFileException) {
      return "no such file";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileAlreadyExistsException parent) {
      return parent.getFile() + " is not a directory";
    }
    if (e instanceof EOFException) {
      return "the compressed data are cut short";
    }
    boolean hasMessage = e.getMessage() != null && !e.getMessage().isBlank();
    String message = hasMessage ? e.getMessage() : e.getClass().getSimpleName();
    Throwable cause = e.getCause();
    boolean causeSaysMore =
        cause != null && cause.getMessage() != null && !message.contains(cause.getMessage());
    return causeSaysMore ? message + ": " + cause.getMessage() : message;
  }

  /** Returns the text of {@link #of}, after the name of the file if the exception has one. */
  static String withFile(Exception e) {
    String text = of(e);
    String file = e instanceof FileSystemException failure ? failure.getFile() : null;
    if (file == null || (text.startsWith(file) && !text.equals(file))) {
      return text;
    }
    return file + ": " + (text.equals(file) ? e.getClass().getSimpleName() : text);
  }
}
