package io.penstock.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.DeadLetter;
import io.penstock.model.RawRecord;
import io.penstock.model.WmsEvent;
import io.penstock.state.StockInput;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadWmsEventTest {

  private static final String SHIPPED =
      "{'messageId':'m-1','type':'SHIPPED','owner':'acme','warehouse':'hangzhou-1',"
          + "'at':'2026-11-10T16:01:02Z','deliveryId':'taobao/a/1#1.1','carrier':'SF',"
          + "'trackingNumber':'%s','items':[]}";

  private OneInputStreamOperatorTestHarness<RawRecord, StockInput> reader;

  @BeforeEach
  void open() throws Exception {
    reader = ProcessFunctionTestHarnesses.forProcessFunction(new ReadWmsEvent());
  }

  @AfterEach
  void close() throws Exception {
    reader.close();
  }

  /** PostgreSQL refuses them: the tables' job would stop at the event that they come to be in. */
  @Test
  void textsThatNoStoreCanKeepAreRepaired() throws Exception {
    read(SHIPPED.formatted("SF\\ud83d\\u0000"));

    assertThat(reader.extractOutputValues())
        .extracting(StockInput::wms)
        .extracting(WmsEvent::trackingNumber)
        .containsExactly("SF\ufffd\ufffd");
  }

  @Test
  void whatCannotBeReadIsADeadLetter() throws Exception {
    read(SHIPPED.replace("SHIPPED", "SENT"));
    read("");

    assertThat(reader.extractOutputValues()).isEmpty();
    assertThat(reader.getSideOutput(ReadWmsEvent.DEAD_LETTERS))
        .extracting(letter -> letter.getValue())
        .extracting(DeadLetter::code)
        .hasSize(2)
        .doesNotContainNull();
  }

  private void read(String json) throws Exception {
    byte[] value = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    reader.processElement(
        new RawRecord("wms.events", 0, 0, Instant.EPOCH, null, null, null, null, value), 0);
  }
}
