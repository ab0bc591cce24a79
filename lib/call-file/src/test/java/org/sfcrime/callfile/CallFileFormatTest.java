package org.sfcrime.callfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sfcrime.callfile.container.PeekableInputStream;

class CallFileFormatTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[ | JSON_ARRAY",
        "~~[ | JSON_ARRAY",
        "{\"crime_id\":1} | JSON_LINES",
        "{\"crime_id\":1}~{\"crime_id\":2} | JSON_LINES",
        "{\"crime_id\":~{\"crime_id\":2} | JSON_LINES",
        "{~ \"crime_id\":1~} | JSON_OBJECTS",
        "{~~ \"crime_id\":1~} | JSON_OBJECTS",
        "null~{\"crime_id\":1} | JSON_LINES",
        "Crime Id,Call Date Time~1,2 | CSV",
        "\"crime_id\",\"city\"~1,2 | CSV",
        "City,crime_id | CSV",
      })
  void of_content(String text, CallFileFormat expected) throws IOException {
    byte[] bytes = CallTexts.bytes(text.replace('~', '\n'));
    assertThat(CallFileFormat.of(input(new ByteArrayInputStream(bytes)), "x")).isEqualTo(expected);
  }

  @Test
  void of_slowPipe_decidesAfterTheFirstLine() throws IOException {
    InputStream silent =
        new InputStream() {
          @Override
          public int read() {
            throw new AssertionError("asked for more than the first line");
          }

          @Override
          public int read(byte[] bytes, int offset, int length) {
            return read();
          }
        };
    byte[] line = CallTexts.bytes(CallTexts.call("A") + "\n{");
    InputStream pipe = new SequenceInputStream(new ByteArrayInputStream(line), silent);
    assertThat(CallFileFormat.of(new PeekableInputStream(pipe), "x"))
        .isEqualTo(CallFileFormat.JSON_LINES);
  }

  private static PeekableInputStream input(InputStream bytes) {
    return new PeekableInputStream(bytes);
  }
}
