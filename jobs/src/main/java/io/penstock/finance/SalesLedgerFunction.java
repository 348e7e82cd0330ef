package io.penstock.finance;

import io.penstock.model.OrderEvent;
import io.penstock.model.table.SalesDay;
import io.penstock.state.FinanceState;
import io.penstock.state.SaleState;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Turns the events of each order into changes of its day's sales, as {@link SalesLedger} says. */
public final class SalesLedgerFunction extends KeyedProcessFunction<String, OrderEvent, SalesDay> {

  private transient ValueState<SaleState> sale;

  @Override
  public void open(OpenContext context) {
    sale = getRuntimeContext().getState(FinanceState.sale());
  }

  @Override
  public void processElement(OrderEvent event, Context context, Collector<SalesDay> out)
      throws Exception {
    SalesLedger.Posting posting = SalesLedger.post(sale.value(), event);
    if (posting.sale() != null) {
      sale.update(posting.sale());
    }
    posting.changes().forEach(out::collect);
  }
}
