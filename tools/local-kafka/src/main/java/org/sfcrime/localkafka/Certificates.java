package org.sfcrime.localkafka;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.sfcrime.commandline.CommandException;

/**
 * The certificates of a broker: its own certification authority, made once, and the broker's
 * certificate, made at each start.
 */
final class Certificates {
  private static final String CA = "ca";
  private static final String BROKER = "broker";
  private static final String CA_DAYS = "3650";
  private static final String BROKER_DAYS = "365";

  private final Path directory;
  private final String password;

  /**
   * @param password of the key stores
   */
  Certificates(Path directory, String password) {
    this.directory = directory;
    this.password = password;
  }

  /** The authority's certificate, which clients trust. */
  Path authority() {
    return directory.resolve("ca.pem");
  }

  /** The broker's key and certificate, PKCS #12. */
  Path broker() {
    return directory.resolve("broker.p12");
  }

  private Path authorityKey() {
    return directory.resolve("ca.p12");
  }

  /** Makes the authority. */
  void makeAuthority() throws IOException, InterruptedException {
    keytool(
        CA,
        authorityKey(),
        List.of("-dname", "CN=Local Kafka CA", "-validity", CA_DAYS),
        List.of("-ext", "bc:critical=ca:true", "-ext", "ku:critical=keyCertSign,cRLSign"));
    try {
      byte[] certificate = open(authorityKey()).getCertificate(CA).getEncoded();
      String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate);
      Files.writeString(
          authority(),
          "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n",
          StandardCharsets.US_ASCII);
    } catch (GeneralSecurityException e) {
      throw new IOException(authorityKey() + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Makes a new certificate of the broker for localhost, signed by the authority. */
  void makeBroker() throws IOException, InterruptedException {
    Path both = Files.createTempFile(directory, "both", ".p12");
    Path part = Files.createTempFile(directory, "broker", ".p12");
    try {
      Files.copy(authorityKey(), both, StandardCopyOption.REPLACE_EXISTING);
      keytool(
          BROKER,
          both,
          List.of("-dname", "CN=broker", "-validity", BROKER_DAYS, "-signer", CA),
          List.of("-ext", "san=dns:localhost,ip:127.0.0.1,ip:0:0:0:0:0:0:0:1"));
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      KeyStore signed = open(both);
      Certificate[] chain = signed.getCertificateChain(BROKER);
      store.setKeyEntry(
          BROKER, signed.getKey(BROKER, password.toCharArray()), password.toCharArray(), chain);
      try (OutputStream out = Files.newOutputStream(part)) {
        store.store(out, password.toCharArray());
      }
      Files.move(part, broker(), StandardCopyOption.ATOMIC_MOVE);
    } catch (GeneralSecurityException e) {
      throw new IOException(authorityKey() + " cannot be used: " + e.getMessage(), e);
    } finally {
      Files.deleteIfExists(both);
      Files.deleteIfExists(part);
    }
  }

  private KeyStore open(Path file) throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, password.toCharArray());
      return store;
    }
  }

  /** Makes a pair of keys in a key store, with the JDK's keytool. */
  private void keytool(String alias, Path store, List<String> subject, List<String> extensions)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-alias", alias, "-keystore", store.toString()));
    command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-storetype", "PKCS12"));
    // The list of processes shows arguments, but not variables.
    command.addAll(List.of("-storepass:env", "STORE_PASSWORD", "-J-XX:TieredStopAtLevel=1"));
    command.addAll(subject);
    command.addAll(extensions);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("STORE_PASSWORD", password);
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new CommandException("keytool cannot make a certificate: " + output.strip());
    }
    Files.setPosixFilePermissions(store, PosixFilePermissions.fromString("rw-------"));
  }
}
