package io.penstock.deploy.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {

  @TempDir Path root;

  @Test
  void theNewestCompleteOneIsTakenWhateverRunWroteIt() throws Exception {
    complete("fulfilment/run1/chk-900", 1_000);
    complete("fulfilment/run2/chk-3", 2_000);
    Files.createDirectories(root.resolve("fulfilment/run2/chk-4"));
    complete("finance/run9/chk-7", 9_000);

    assertThat(new Checkpoints(root).newestOf("fulfilment"))
        .contains(root.resolve("fulfilment/run2/chk-3"));
  }

  @Test
  void withoutOneAJobStartsAnew() throws Exception {
    assertThat(new Checkpoints(root).newestOf("fulfilment")).isEmpty();
  }

  private void complete(String checkpoint, long writtenAtMillis) throws Exception {
    Path folder = Files.createDirectories(root.resolve(checkpoint));
    Path metadata = Files.createFile(folder.resolve("_metadata"));
    Files.setLastModifiedTime(metadata, FileTime.fromMillis(writtenAtMillis));
  }
}
