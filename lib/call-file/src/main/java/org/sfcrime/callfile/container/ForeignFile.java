package org.sfcrime.callfile.container;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sfcrime.commandline.CommandException;

/**
 * A kind of file that is no call file.
 *
 * @param start a pattern of its first bytes, read as ISO 8859-1
 * @param fields patterns of field names that it contains, if it is JSON or CSV with other data
 * @param kind what the file is, to follow the word "is"
 * @param remedy what the user can do
 */
public record ForeignFile(Pattern start, List<Pattern> fields, String kind, String remedy) {
  private static final String DATA_SETS =
      "the calls are in police-department-calls-for-service.csv (Kaggle), and in the data sets"
          + " 2zdj-bwza and gnap-fj3t, Law Enforcement Dispatched Calls for Service (DataSF)";
  private static final String FORMATS = "docs/formats.md lists what can be read";

  /** The kinds that a file is compared with before its format is recognised. */
  public static final List<ForeignFile> KINDS =
      List.of(
          kind("\\xfd7zXZ", "compressed with xz", "decompress it first: xz -dc FILE > calls"),
          kind(
              "(\\x28\\xb5\\x2f\\xfd|[\\x50-\\x5f]\\x2a\\x4d\\x18)",
              "compressed with zstd",
              "decompress it first: zstd -dc FILE > calls"),
          kind(
              "BZh[1-9]1AY&SY",
              "compressed with bzip2",
              "decompress it first: bzip2 -dc FILE > calls"),
          kind(
              "\\x04\\x22\\x4d\\x18",
              "compressed with lz4",
              "decompress it first: lz4 -dc FILE > calls"),
          kind("7z\\xbc\\xaf\\x27\\x1c", "a 7z archive", "unpack it first: 7z x FILE"),
          kind("Rar!\\x1a\\x07", "a RAR archive", "unpack it first: unrar x FILE"),
          kind("[^\\x00].{256}ustar", "a tar archive", "unpack it first: tar -xf FILE"),
          kind(
              "PK(\\x07\\x08|00PK)",
              "a part of a split zip file",
              "join the parts first: zip -s 0 FILE --out whole.zip"),
          kind("PK\\x05\\x06", "a zip file without a file in it", "download it again"),
          kind(
              "PK\\x03\\x04.{26}(\\[Content_Types\\]\\.xml|_rels/|docProps/|xl/)",
              "an Excel workbook",
              "open it and save it as CSV"),
          kind(
              "PK\\x03\\x04.{26}mimetypeapplication/vnd\\.oasis",
              "an OpenDocument spreadsheet",
              "open it and save it as CSV"),
          kind(
              "\\xd0\\xcf\\x11\\xe0\\xa1\\xb1\\x1a\\xe1",
              "an old Excel workbook",
              "open it and save it as CSV"),
          kind("PAR1.{0,99}[\\x00-\\x08]", "a Parquet file", "convert it to CSV or JSON first"),
          kind("Obj\\x01", "an Avro file", "convert it to CSV or JSON first"),
          kind("ORC.{0,99}[\\x00-\\x08]", "an ORC file", "convert it to CSV or JSON first"),
          kind("(ARROW1\\x00|FEA1)", "an Arrow file", "convert it to CSV or JSON first"),
          kind(
              "SQLite format 3\\x00",
              "an SQLite database",
              "export the table of calls as CSV first"),
          kind("%PDF-", "a PDF document", "download the calls as CSV or JSON"),
          kind(
              "(\\xff\\xfe\\x00\\x00|\\x00\\x00\\xfe\\xff)",
              "text in UTF-32",
              "convert it first: iconv -f UTF-32 -t UTF-8 FILE > calls"),
          kind(
              "([ -~\\s]\\x00){2}",
              "text in UTF-16 without a byte-order mark",
              "convert it first: iconv -f UTF-16LE -t UTF-8 FILE > calls"),
          kind(
              "(\\x00[ -~\\s]){2}",
              "text in UTF-16 without a byte-order mark",
              "convert it first: iconv -f UTF-16BE -t UTF-8 FILE > calls"),
          kind(
              "version https://git-lfs",
              "a Git LFS pointer, not the file itself",
              "run git lfs pull in its repository"),
          kind(
              "(?i)(?=.*<(!doctype html|html|head|body|script)\\b)<",
              "an HTML page, perhaps a login or an error",
              "open the address in a browser and download the file there, or let curl follow redirects with"
                  + " -L"),
          kind("<", "an XML file", "download the calls as CSV or JSON"),
          kind(
              "\\{\\s*\"type\"\\s*:\\s*\"FeatureCollection\"",
              "a GeoJSON file",
              "download the calls as CSV or JSON"),
          data(
              "an error message of a web service (%s)",
              "check the address and download the calls again", "message|errors?|detail"),
          data(
              "a table of radio codes",
              "the job takes it as --radio-codes",
              "disposition_code",
              "description"),
          data(
              "another data set, the police incident reports of 2003 to 2018",
              DATA_SETS,
              "IncidntNum"),
          data(
              "another data set, the police incident reports since 2018",
              DATA_SETS,
              "incident.?id",
              "incident.?number"),
          data(
              "another data set, the calls of the fire department",
              DATA_SETS,
              "call.?number",
              "unit.?id"));

  /** The kinds of files in which no supported format was recognised. */
  private static final List<ForeignFile> REST =
      List.of(
          kind("\\z", "empty", "it contains no calls"),
          kind(".*\\x00", "not a call file", "it is a binary file; " + FORMATS),
          kind(
              "",
              "not a call file",
              "it begins with neither JSON nor a CSV header with the column crime_id or cad_number; "
                  + FORMATS));

  private static final Pattern FIELDS_OF_CALLS =
      Pattern.compile("crime.?id|received.?date.?time", Pattern.CASE_INSENSITIVE);
  private static final Pattern BEFORE_TEXT = Pattern.compile("^(\\xef\\xbb\\xbf)?(\\s(?!\\x00))*");

  /** Where the forms of an error of SODA and of other services have the message. */
  private static final List<String> ERROR_MESSAGES =
      List.of("/message", "/error/message", "/errors/0/message", "/errors/0", "/error", "/detail");

  private static final int MOST_CHARACTERS = 200;

  private static ForeignFile kind(String start, String kind, String remedy) {
    return new ForeignFile(Pattern.compile(start, Pattern.DOTALL), List.of(), kind, remedy);
  }

  private static ForeignFile data(String kind, String remedy, String... fields) {
    List<Pattern> patterns = new ArrayList<>();
    for (String field : fields) {
      patterns.add(Pattern.compile("\\b(" + field + ")\\b", Pattern.CASE_INSENSITIVE));
    }
    return new ForeignFile(Pattern.compile("[\\[{\\w\"]"), patterns, kind, remedy);
  }

  /**
   * Checks that a file can be a call file.
   *
   * @param bytes the start of the file
   * @throws CommandException if the file is of one of the kinds that are listed here
   */
  static void check(byte[] bytes, String file) {
    CommandException refusal = refusal(KINDS, bytes, file);
    if (refusal != null) {
      throw refusal;
    }
  }

  /** Returns the failure to report for a file in which no supported format was recognised. */
  public static CommandException unrecognised(byte[] bytes, String file) {
    CommandException refusal = refusal(KINDS, bytes, file);
    return refusal == null ? refusal(REST, bytes, file) : refusal;
  }

  /** Returns null if the file is of none of the kinds. Without streams, which are slow to load. */
  private static CommandException refusal(List<ForeignFile> kinds, byte[] bytes, String file) {
    String all = new String(bytes, StandardCharsets.ISO_8859_1);
    Matcher before = BEFORE_TEXT.matcher(all);
    String text = before.lookingAt() ? all.substring(before.end()) : all;
    boolean isCalls = FIELDS_OF_CALLS.matcher(text).find();
    for (ForeignFile kind : kinds) {
      boolean isData = !kind.fields.isEmpty();
      if (kind.start.matcher(text).lookingAt() && !(isData && isCalls) && kind.hasFields(text)) {
        boolean isError = kind.kind.contains("%s");
        String message = isError ? errorMessage(text) : "";
        if (message != null) {
          String words = kind.kind.replace("%s", message);
          return new CommandException(file + " is " + words + ": " + kind.remedy + ".");
        }
      }
    }
    return null;
  }

  private boolean hasFields(String text) {
    for (Pattern field : fields) {
      if (!field.matcher(text).find()) {
        return false;
      }
    }
    return true;
  }

  /** Returns the message of an error object, or null if the text is something else. */
  private static String errorMessage(String text) {
    // Not a constant: loading Jackson takes longer than opening a call file.
    ObjectMapper json = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    try {
      JsonNode error = json.readTree(text.getBytes(StandardCharsets.ISO_8859_1));
      return ERROR_MESSAGES.stream()
          .map(error::at)
          .filter(JsonNode::isTextual)
          .map(message -> message.textValue().strip().replaceAll("\\s+", " "))
          .map(message -> message.substring(0, Math.min(message.length(), MOST_CHARACTERS)))
          .findFirst()
          .orElse(null);
    } catch (IOException e) {
      return null;
    }
  }
}
