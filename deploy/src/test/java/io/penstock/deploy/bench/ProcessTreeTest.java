package io.penstock.deploy.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ProcessTreeTest {

  @Test
  void whatAChildTookStaysWithItsParentWhenItHasEnded() throws Exception {
    ProcessTree here = new ProcessTree(ProcessHandle.current().pid());
    long before = here.cpuNanos();

    Process busy =
        new ProcessBuilder("sh", "-c", "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done").start();
    assertThat(busy.waitFor()).isZero();

    assertThat(here.cpuNanos()).isGreaterThan(before);
  }

  @Test
  void aProcessThatIsNotThereHasNoFigure() {
    assertThatThrownBy(() -> new ProcessTree(Long.MAX_VALUE).cpuNanos())
        .isInstanceOf(IOException.class);
  }
}
