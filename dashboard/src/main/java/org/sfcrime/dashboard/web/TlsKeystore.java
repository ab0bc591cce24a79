package org.sfcrime.dashboard.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.util.Collections;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.sfcrime.commandline.ExceptionText;

/** The page's private key and certificate, from a PKCS12 file. */
public final class TlsKeystore {
  private final KeyStore keys;
  private final String password;

  private TlsKeystore(KeyStore keys, String password) {
    this.keys = keys;
    this.password = password;
  }

  /**
   * Reads a keystore.
   *
   * @param passwordFile a file whose first line is the password of the keystore
   * @throws IllegalArgumentException if a file cannot be read, the password is wrong, or the
   *     keystore has no private key
   */
  public static TlsKeystore read(Path file, Path passwordFile) {
    String password = password(passwordFile);
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, password.toCharArray());
      requireKey(file, keys);
      return new TlsKeystore(keys, password);
    } catch (IOException | GeneralSecurityException e) {
      String reason =
          e.getCause() instanceof UnrecoverableKeyException
              ? "the password in %s is wrong".formatted(passwordFile)
              : "cannot be read as PKCS12: " + ExceptionText.of(e);
      throw new IllegalArgumentException("--tls-keystore %s: %s".formatted(file, reason), e);
    }
  }

  private static String password(Path file) {
    try (var lines = Files.lines(file)) {
      return lines.findFirst().orElse("");
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "--tls-keystore-password-file %s cannot be read: %s".formatted(file, ExceptionText.of(e)),
          e);
    }
  }

  private static void requireKey(Path file, KeyStore keys) throws GeneralSecurityException {
    for (String alias : Collections.list(keys.aliases())) {
      if (keys.isKeyEntry(alias)) {
        return;
      }
    }
    throw new IllegalArgumentException(
        "--tls-keystore %s has no private key, only certificates".formatted(file));
  }

  SslContextFactory.Server server() {
    SslContextFactory.Server server = new SslContextFactory.Server();
    server.setKeyStore(keys);
    server.setKeyStorePassword(password);
    return server;
  }
}
