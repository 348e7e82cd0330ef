package io.penstock.connectors.marketplace;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.connectors.SharedData;
import io.penstock.connectors.UnreadableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Real payloads against an answer key that was written by reading them: the facts of each order,
 * after-sales case, news and line of a bill, as {@link Facts} spells them, or why the payload holds
 * none. A name that goes on with {@code @TYPE} comes with that header {@code event}.
 */
class RealPayloadsTest {

  /** The rows {@code folder/file | answer} of all files of answers, one for each marketplace. */
  static List<Arguments> answers() throws Exception {
    List<Arguments> answers = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/answers"))) {
      for (Path file : files.sorted().toList()) {
        String marketplace = file.getFileName().toString().replace(".txt", "");
        for (String row : Files.readAllLines(file)) {
          int bar = row.indexOf('|');
          answers.add(
              Arguments.of(
                  marketplace,
                  path(marketplace, row.substring(0, bar).strip()),
                  row.substring(bar + 1).strip()));
        }
      }
    }
    return answers;
  }

  /** After-sales cases and settlements lie in folders of their own. */
  private static String path(String marketplace, String name) {
    int slash = name.indexOf('/');
    return slash < 0
        ? marketplace + "/" + name
        : name.substring(0, slash) + "/" + marketplace + name.substring(slash);
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("answers")
  void aRealPayloadIsReadAsAPersonReadsIt(String marketplace, String file, String answer)
      throws Exception {
    assertThat(reading(marketplace, file)).isEqualTo(answer);
  }

  @Test
  void everyRealPayloadOfAShippedMarketplaceHasAnAnswer() throws Exception {
    List<String> answered =
        answers().stream().map(row -> ((String) row.get()[1]).replaceAll("@.*", "")).toList();
    for (String marketplace : Marketplaces.shipped().names()) {
      assertThat(answered).containsAll(SharedData.payloadsOf(marketplace));
    }
  }

  /** The facts of a payload, or the code of the failure. */
  private static String reading(String marketplace, String file) throws Exception {
    int at = file.indexOf('@');
    String event = at < 0 ? null : file.substring(at + 1);
    byte[] payload = SharedData.payload(at < 0 ? file : file.substring(0, at));
    try {
      return Facts.of(Records.normalised(Records.raw(marketplace, event, payload)));
    } catch (UnreadableException unreadable) {
      return unreadable.code();
    }
  }
}
