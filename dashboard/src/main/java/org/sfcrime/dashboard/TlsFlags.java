package org.sfcrime.dashboard;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.sfcrime.commandline.SecretFile;
import org.sfcrime.commandline.StatusLines;
import org.sfcrime.dashboard.web.TlsKeystore;
import picocli.CommandLine.Option;

/** A picocli mixin: the flags for a page with HTTPS. */
final class TlsFlags {
  @Option(
      names = "--tls-keystore",
      paramLabel = "FILE",
      description =
          "A PKCS12 file with a private key and its certificate: the page is served with HTTPS.")
  private Path keystore;

  @Option(
      names = "--tls-keystore-password-file",
      paramLabel = "FILE",
      description = "A file whose first line is the password of --tls-keystore.")
  private Path passwordFile;

  /**
   * Reads the keystore, and warns of a file that others can read.
   *
   * @return empty for a page without HTTPS
   * @throws IllegalArgumentException if a flag is missing, or a file is not what it should be
   */
  Optional<TlsKeystore> read(StatusLines status) {
    if (keystore == null && passwordFile == null) {
      return Optional.empty();
    }
    if (keystore == null || passwordFile == null) {
      throw new IllegalArgumentException(
          "--tls-keystore and --tls-keystore-password-file need each other");
    }
    TlsKeystore read = TlsKeystore.read(keystore, passwordFile);
    Stream.of(keystore, passwordFile)
        .flatMap(file -> SecretFile.exposed(file).stream())
        .forEach(status::warn);
    return Optional.of(read);
  }
}
