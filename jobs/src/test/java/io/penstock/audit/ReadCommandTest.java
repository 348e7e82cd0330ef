package io.penstock.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.AuditRequest;
import io.penstock.model.Command;
import io.penstock.model.DeadLetter;
import io.penstock.model.RawRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadCommandTest {

  private static final String CANCEL =
      "{'commandId':'c-1','type':'CANCEL','marketplace':'taobao','shop':'a','orderId':'1',"
          + "'actor':'%s','at':'2026-11-10T16:01:02Z'}";

  private OneInputStreamOperatorTestHarness<RawRecord, AuditRequest> reader;

  @BeforeEach
  void open() throws Exception {
    reader = ProcessFunctionTestHarnesses.forProcessFunction(new ReadCommand());
  }

  @AfterEach
  void close() throws Exception {
    reader.close();
  }

  /** PostgreSQL refuses them: the tables' job would stop at the event that they come to be in. */
  @Test
  void textsThatNoStoreCanKeepAreRepaired() throws Exception {
    read(CANCEL.formatted("mia\\u0000"));

    assertThat(reader.extractOutputValues())
        .extracting(AuditRequest::command)
        .extracting(Command::actor)
        .containsExactly("mia\ufffd");
  }

  @Test
  void whatCannotBeReadIsADeadLetter() throws Exception {
    read(CANCEL.replace("CANCEL", "FORGET"));
    read("");

    assertThat(reader.extractOutputValues()).isEmpty();
    assertThat(reader.getSideOutput(ReadCommand.DEAD_LETTERS))
        .extracting(letter -> letter.getValue())
        .extracting(DeadLetter::code)
        .hasSize(2)
        .doesNotContainNull();
  }

  @Test
  void anAddressBelongsToTheCommandThatGivesOne() throws Exception {
    String edit = CANCEL.formatted("mia").replace("CANCEL", "EDIT_ADDRESS");
    String address = ",'consignee':{'country':'CN','street':'1 Lake Rd'}}";
    read(edit);
    read(CANCEL.formatted("mia").replace("}", address));
    read(edit.replace("}", address));

    assertThat(reader.extractOutputValues()).hasSize(1);
    assertThat(reader.getSideOutput(ReadCommand.DEAD_LETTERS))
        .extracting(letter -> letter.getValue().reason())
        .containsExactly("the field 'consignee' is missing", "'consignee' belongs to EDIT_ADDRESS");
  }

  private void read(String json) throws Exception {
    byte[] value = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    reader.processElement(
        new RawRecord("commands", 0, 0, Instant.EPOCH, null, null, null, null, value), 0);
  }
}
