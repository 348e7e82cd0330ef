package io.penstock;

import io.penstock.audit.BacktestFunction;
import io.penstock.audit.rules.ReadReference;
import io.penstock.audit.rules.RuleFile;
import io.penstock.connectors.marketplace.Marketplaces;
import io.penstock.intake.Normalise;
import io.penstock.model.AuditRequest;
import io.penstock.model.PublishedReference;
import io.penstock.model.RawRecord;
import io.penstock.model.ReceivedMessage;
import io.penstock.model.Reference;
import io.penstock.model.Retrial;
import io.penstock.state.MappingState;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The graph, and nothing else: no addresses, no environment. Its inputs are bounded.
 *
 * <pre>
 *   orders ─► normalise ─► by order: intake ─┬────────────────────► by order: judge twice ─► verdicts
 *   reference ─┬─ mappings ─┘                └► by person: people ──┘
 *              └─ the denylist ─► by entry: denials ─┘
 * </pre>
 *
 * @param references all that the audit goes by, in the order in which it was published
 * @param changes rules and playbooks that replace those of the same name
 * @param published mappings that were published
 * @param maxRecordBytes a raw record above this size is not read
 */
public record BacktestPipeline(
    Marketplaces marketplaces,
    List<Reference> references,
    RuleFile changes,
    List<Reference> published,
    int maxRecordBytes) {

  public SingleOutputStreamOperator<Retrial> assemble(
      DataStream<RawRecord> orders, DataStream<RawRecord> reference) {
    SingleOutputStreamOperator<ReceivedMessage> received =
        orders
            .connect(ReferencesOf.mappings(reference).broadcast(MappingState.mappings()))
            .process(
                new Normalise(marketplaces, published, maxRecordBytes),
                TypeInformation.of(ReceivedMessage.class))
            .uid("normalise")
            .name("Normalise");
    SingleOutputStreamOperator<AuditRequest> taken = Intake.orders(received);
    DataStream<PublishedReference> denylist =
        FulfilmentPipeline.reference(reference).getSideOutput(ReadReference.DENIALS);
    return taken
        .union(Intake.people(taken, denylist, true))
        .keyBy(AuditRequest::orderKey, Types.STRING)
        .process(new BacktestFunction(references, changes), TypeInformation.of(Retrial.class))
        .uid("backtest")
        .name("Judge twice");
  }
}
