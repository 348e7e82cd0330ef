package io.penstock.audit;

import io.penstock.connectors.DeadLetters;
import io.penstock.connectors.Json;
import io.penstock.connectors.UnreadableException;
import io.penstock.model.AuditRequest;
import io.penstock.model.Command;
import io.penstock.model.DeadLetter;
import io.penstock.model.RawRecord;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Reads what people decide; what cannot be read leaves by the side with a reason. */
public final class ReadCommand extends ProcessFunction<RawRecord, AuditRequest> {

  public static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("command-dead-letters", TypeInformation.of(DeadLetter.class));

  @Override
  public void processElement(RawRecord raw, Context context, Collector<AuditRequest> out) {
    Command command;
    try {
      command = read(raw);
    } catch (UnreadableException unreadable) {
      context.output(DEAD_LETTERS, DeadLetters.of(raw, unreadable));
      return;
    }
    out.collect(AuditRequest.of(command, raw.cause(), raw.timestamp()));
  }

  private static Command read(RawRecord raw) throws UnreadableException {
    Command command = Json.readOfOthers(raw.value(), Command.class);
    boolean edits = command.type() == Command.Type.EDIT_ADDRESS;
    if (edits != (command.consignee() != null)) {
      throw new UnreadableException(
          "WRONG_SHAPE",
          edits ? "the field 'consignee' is missing" : "'consignee' belongs to EDIT_ADDRESS");
    }
    return command;
  }
}
