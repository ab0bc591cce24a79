package org.sfcrime.commandline;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/** Reads a properties file in UTF-8. */
public final class PropertiesFile {
  private PropertiesFile() {}

  /**
   * Returns the properties of a file.
   *
   * @param flag the flag that specifies the file, for the error message
   * @param file null for no properties
   * @throws IllegalArgumentException if the file cannot be read
   */
  public static Map<String, String> read(String flag, Path file) {
    Properties properties = new Properties();
    if (file != null) {
      try (Reader reader = Files.newBufferedReader(file)) {
        properties.load(reader);
      } catch (IOException | IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "%s %s cannot be read: %s".formatted(flag, file, ExceptionText.of(e)), e);
      }
    }
    return properties.stringPropertyNames().stream()
        .collect(Collectors.toMap(name -> name, properties::getProperty));
  }
}
