package org.sfcrime.streaming;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/** A file of properties that a flag names. */
public final class PropertiesFile {
  private PropertiesFile() {}

  /**
   * Reads it.
   *
   * @param file null for no properties
   * @throws IllegalArgumentException if it cannot be read
   */
  public static Map<String, String> read(String flag, Path file) {
    Properties properties = new Properties();
    if (file != null) {
      try (Reader reader = Files.newBufferedReader(file)) {
        properties.load(reader);
      } catch (IOException | IllegalArgumentException e) {
        throw new IllegalArgumentException("%s %s: cannot be read".formatted(flag, file), e);
      }
    }
    return properties.stringPropertyNames().stream()
        .collect(Collectors.toMap(name -> name, properties::getProperty));
  }
}
