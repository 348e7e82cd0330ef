package io.penstock.audit.rules;

import static io.penstock.audit.Samples.NOON;
import static io.penstock.audit.Samples.SHOP;
import static io.penstock.audit.Samples.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.audit.Samples;
import io.penstock.connectors.Json;
import io.penstock.model.Cause;
import io.penstock.model.DeadLetter;
import io.penstock.model.PublishedReference;
import io.penstock.model.RawRecord;
import io.penstock.model.Reference;
import io.penstock.model.Reference.Action;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadReferenceTest {

  private OneInputStreamOperatorTestHarness<RawRecord, Reference> reader;

  @BeforeEach
  void open() throws Exception {
    reader = ProcessFunctionTestHarnesses.forProcessFunction(new ReadReference());
  }

  @AfterEach
  void close() throws Exception {
    reader.close();
  }

  @Test
  void whatEveryStageCanWorkWithIsLetIn() throws Exception {
    Reference big = rule("big", 3, NOON, "order.total > 20000", Action.HOLD, 5);

    read("SHOP/tmall/shop-1", new String(Json.write(SHOP), StandardCharsets.UTF_8));
    read("RULE/big", new String(Json.write(big), StandardCharsets.UTF_8));
    read(
        "RULE/big",
        "{'type':'RULE','id':'big','deleted':true,'effectiveFrom':'2026-03-01T12:00:00Z'}");

    assertThat(forAudit())
        .containsExactly(SHOP, big, Samples.deleted(Reference.Type.RULE, "big", NOON));
    assertThat(reader.getSideOutput(ReadReference.DEAD_LETTERS)).isNullOrEmpty();
  }

  @Test
  void whatARecordSeldomSaysMayBeLeftOut() throws Exception {
    read(
        "RULE/big",
        "{'type':'RULE','id':'big','rule':{'rule':'big','version':1,"
            + "'expression':'order.total > 20000','action':'HOLD','reason':'BIG'}}");

    assertThat(forAudit()).containsExactly(rule("big", "order.total > 20000", Action.HOLD));
  }

  @Test
  void theAuditIsToldWhatItGoesByAndNobodyElseWhatIsItsAlone() throws Exception {
    read(
        "PLAYBOOK/BIG", "{'type':'PLAYBOOK','id':'BIG','playbook':{'code':'BIG','owner':'sales'}}");
    read("SKU/p/a", "{'type':'SKU','id':'p/a','sku':{'pool':'p','sku':'a'}}");
    read("RULE/big", "");
    read("POOL/p", "");
    read(
        "CARRIER/SF/a",
        "{'type':'CARRIER','id':'SF/a','carrier':{'carrier':'SF','service':'a','currency':'CNY',"
            + "'lanes':[{'country':'CN','firstGrams':1,'firstMinor':1,'transitDays':1}]}}");

    assertThat(forAudit()).extracting(Reference::id).containsExactly("BIG", "p/a", "big");
    assertThat(reader.extractOutputValues())
        .extracting(Reference::id)
        .containsExactly("BIG", "p", "SF/a");
  }

  @Test
  void bundlesAndGiftsGoToThePoolThatTheirIdNames() throws Exception {
    read(
        "BUNDLE/p/s",
        "{'type':'BUNDLE','id':'p/s','bundle':{'pool':'p','sku':'s','version':1,"
            + "'components':[{'sku':'a','quantity':2,'weight':0}]}}");
    read(
        "GIFT/p/g",
        "{'type':'GIFT','id':'p/g','gift':{'pool':'p','gift':'g','version':1,'sku':'x','quantity':1,"
            + "'condition':{},'until':'2026-12-01T00:00:00Z','ifShort':'HOLD'}}");
    read("GIFT/p/g", "");

    assertThat(reader.extractOutputValues()).isEmpty();
    assertThat(Objects.requireNonNull(reader.getSideOutput(ReadReference.CATALOGUE)))
        .extracting(
            record ->
                record.getValue().pool()
                    + " "
                    + Objects.requireNonNull(record.getValue().sku()).id())
        .containsExactly("p p/s", "p p/g", "p p/g");
    assertThat(reader.getSideOutput(ReadReference.DEAD_LETTERS)).isNullOrEmpty();
  }

  @Test
  void aTombstoneTakesTheRecordAway() throws Exception {
    read("SHOP/tmall/shop-1", "");

    assertThat(forAudit())
        .containsExactly(Samples.deleted(Reference.Type.SHOP, "tmall/shop-1", Instant.EPOCH));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{'type':'RULE','id':'r'; BROKEN_JSON; at line 1",
        "{'type':'PLANET','id':'r'}; WRONG_SHAPE; 'type'",
        "{'type':'RULE','id':'r'}; WRONG_SHAPE; a RULE record without its RULE part",
        "{'type':'RULE','id':'r','rule':{'rule':'r','version':1,'expression':'order.totl > 1','action':'HOLD','reason':'R'}};"
            + " RULE_REFUSED; 1:1 undeclared reference to 'order.totl'",
        "{'type':'RULE','id':'r','rule':{'rule':'r','version':1,'expression':'order.total','action':'HOLD','reason':'R'}};"
            + " RULE_REFUSED; must be true or false",
        "{'type':'RULE','id':'r','rule':{'rule':'r','version':1,'action':'HOLD','reason':'R'}}; WRONG_SHAPE; 'rule.expression' is missing",
        "{'type':'RULE','id':'r','rule':{'rule':'r','version':1,'expression':'true','reason':'R'}}; WRONG_SHAPE; 'rule.action' is missing",
        "{'type':'RULE','id':'r','rule':{'rule':'q','version':1,'expression':'true','action':'HOLD','reason':'R'}}; WRONG_ID; rule.rule",
        "{'type':'SHOP','id':'shop-1','shop':{'marketplace':'tmall','shop':'shop-1','merchant':'m','pool':'p'}}; WRONG_ID; marketplace/shop",
        "{'type':'SHOP','id':'tmall/s','shop':{'marketplace':'tmall','shop':'s','merchant':'m'}}; WRONG_SHAPE; 'shop.pool' is missing",
        "{'type':'DENIAL','id':'d','denial':{'kind':'BUYER'}}; WRONG_SHAPE; 'denial.value' is missing",
        "{'type':'DENIAL','id':'d','effectiveFrom':'+999999999-01-01T00:00:00Z','denial':{'kind':'BUYER','value':'b'}};"
            + " WRONG_SHAPE; 'effectiveFrom' is no time of ours",
        "{'type':'POOL','id':'p','pool':{'pool':'p'}}; WRONG_SHAPE; 'pool.split' is missing",
        "{'type':'POOL','id':'p','pool':{'pool':'p','split':'NEVER','merge':{'handling':'PT4H','maxOrders':5}}};"
            + " WRONG_SHAPE; 'pool.merge.window' is missing",
        "{'type':'POOL','id':'p','pool':{'pool':'p','split':'NEVER','merge':{'window':'PT30M','maxOrders':5}}};"
            + " WRONG_SHAPE; 'pool.merge.handling' is missing",
        "{'type':'POOL','id':'p','pool':{'pool':'p','split':'NEVER','merge':{'window':'half an hour','handling':'PT4H','maxOrders':5}}};"
            + " POOL_REFUSED; 'pool.merge.window' must be a time such as PT30M",
        "{'type':'POOL','id':'p','pool':{'pool':'p','split':'NEVER','merge':{'window':'PT0S','handling':'PT4H','maxOrders':5}}};"
            + " POOL_REFUSED; 'pool.merge.window' must be a time",
        "{'type':'POOL','id':'p','pool':{'pool':'p','split':'NEVER','merge':{'window':'PT30M','handling':'-PT4H','maxOrders':5}}};"
            + " POOL_REFUSED; 'pool.merge.handling' must be a time",
        "{'type':'POOL','id':'p','pool':{'pool':'p','split':'NEVER','merge':{'window':'PT30M','handling':'PT4H','maxOrders':1}}};"
            + " POOL_REFUSED; 'pool.merge.maxOrders' must be a number from 2 to 50",
        "{'type':'POOL','id':'p','pool':{'pool':'p','split':'NEVER','merge':{'window':'PT30M','handling':'PT4H','maxOrders':51}}};"
            + " POOL_REFUSED; 'pool.merge.maxOrders'",
        "{'type':'POOL','id':'p','pool':{'pool':'p','split':'NEVER','merge':{'window':'PT30M','handling':'PT4H','maxOrders':5,'maxUnits':1}}};"
            + " POOL_REFUSED; 'pool.merge.maxUnits' must be a number from 2",
        "{'type':'POOL','id':'p','pool':{'pool':'p','split':'NEVER','merge':{'window':'PT30M','handling':'PT4H'}}};"
            + " WRONG_SHAPE; maxOrders",
        "{'type':'SKU','id':'p/s','sku':{'pool':'p'}}; WRONG_SHAPE; 'sku.sku' is missing",
        "{'type':'WAREHOUSE','id':'w','warehouse':{'warehouse':'w','country':'CN','region':'ZJ'}}; WRONG_SHAPE; 'warehouse.serves' is missing",
        "{'type':'MAPPING','id':'m','mapping':{'marketplace':'n','files':[]}}; WRONG_ID; mapping.marketplace",
        "{'type':'MAPPING','id':'m','mapping':{'marketplace':'m','files':[{'name':'order.jslt','text':'.'}]}};"
            + " MAPPING_REFUSED; lacks a file: m/marketplace.json",
        "{'type':'MAPPING','id':'m','mapping':{'marketplace':'m','files':[{'name':'order.jslt'}]}}; WRONG_SHAPE; 'mapping.files.text' is missing",
        "{'type':'CONTROL_TOTAL','id':'x','controlTotal':{'marketplace':'m','shop':'s','hour':'2026-11-11T10:00:00Z','orders':1,'currency':'EUR','amountMinor':1}};"
            + " WRONG_ID; marketplace/shop/hour/currency",
        "{'type':'CONTROL_TOTAL','id':'m/s/2026-11-11T10:30:00Z/EUR','controlTotal':{'marketplace':'m','shop':'s','hour':'2026-11-11T10:30:00Z','orders':1,'currency':'EUR','amountMinor':1}};"
            + " WRONG_ID; marketplace/shop/hour/currency",
        "{'type':'BUNDLE','id':'s','bundle':{'pool':'p','sku':'s','version':1,'components':[{'sku':'a','quantity':1,'weight':1}]}};"
            + " WRONG_ID; pool/sku",
        "{'type':'BUNDLE','id':'p/t','bundle':{'pool':'p','sku':'s','version':1,'components':[{'sku':'a','quantity':1,'weight':1}]}};"
            + " WRONG_ID; pool/sku",
        "{'type':'BUNDLE','id':'p/s','bundle':{'pool':'p','sku':'s','version':1}};"
            + " WRONG_SHAPE; 'bundle.components' is missing",
        "{'type':'BUNDLE','id':'p/s','bundle':{'pool':'p','sku':'s','version':1,'components':[]}};"
            + " BUNDLE_REFUSED; 'bundle.components' is empty",
        "{'type':'BUNDLE','id':'p/s','bundle':{'pool':'p','sku':'s','version':0,'components':[{'sku':'a','quantity':1,'weight':1}]}};"
            + " BUNDLE_REFUSED; 'bundle.version' is not within 1",
        "{'type':'BUNDLE','id':'p/s','bundle':{'pool':'p','sku':'s','version':1,'components':[{'sku':'a','quantity':0,'weight':1}]}};"
            + " BUNDLE_REFUSED; 'bundle.components.quantity' is not within 1",
        "{'type':'BUNDLE','id':'p/s','bundle':{'pool':'p','sku':'s','version':1,'components':[{'sku':'a','quantity':1,'weight':-1}]}};"
            + " BUNDLE_REFUSED; 'bundle.components.weight' is not within 0",
        "{'type':'BUNDLE','id':'p/s','bundle':{'pool':'p','sku':'s','version':1,'components':[{'sku':'s','quantity':1,'weight':1}]}};"
            + " BUNDLE_REFUSED; names the bundle itself",
        "{'type':'BUNDLE','id':'p/s','bundle':{'pool':'p','sku':'s','version':1,'components':[{'sku':'a','quantity':1,'weight':1},{'sku':'a','quantity':2,'weight':1}]}};"
            + " BUNDLE_REFUSED; names a twice",
        "{'type':'GIFT','id':'g','effectiveFrom':'2026-11-01T00:00:00Z','gift':{'pool':'p','gift':'g','version':1,'sku':'x','quantity':1,'until':'2026-12-01T00:00:00Z','ifShort':'DROP'}};"
            + " WRONG_ID; pool/gift",
        "{'type':'GIFT','id':'p/h','effectiveFrom':'2026-11-01T00:00:00Z','gift':{'pool':'p','gift':'g','version':1,'sku':'x','quantity':1,'until':'2026-12-01T00:00:00Z','ifShort':'DROP'}};"
            + " WRONG_ID; pool/gift",
        "{'type':'GIFT','id':'p/g','effectiveFrom':'2026-11-01T00:00:00Z','gift':{'pool':'p','gift':'g','version':1,'quantity':1,'until':'2026-12-01T00:00:00Z','ifShort':'DROP'}};"
            + " WRONG_SHAPE; 'gift.sku' is missing",
        "{'type':'GIFT','id':'p/g','effectiveFrom':'2026-11-01T00:00:00Z','gift':{'pool':'p','gift':'g','version':1,'sku':'x','quantity':1,'until':'2026-12-01T00:00:00Z'}};"
            + " WRONG_SHAPE; 'gift.ifShort' is missing",
        "{'type':'GIFT','id':'p/g','effectiveFrom':'2026-11-01T00:00:00Z','gift':{'pool':'p','gift':'g','version':1,'sku':'x','quantity':1,'ifShort':'DROP'}};"
            + " WRONG_SHAPE; 'gift.until' is missing",
        "{'type':'GIFT','id':'p/g','effectiveFrom':'2026-11-01T00:00:00Z','gift':{'pool':'p','gift':'g','version':1,'sku':'x','quantity':1,'until':'2026-11-01T00:00:00Z','ifShort':'DROP'}};"
            + " GIFT_REFUSED; 'gift.until' is not later",
        "{'type':'GIFT','id':'p/g','effectiveFrom':'2026-11-01T00:00:00Z','gift':{'pool':'p','gift':'g','version':1,'sku':'x','quantity':0,'until':'2026-12-01T00:00:00Z','ifShort':'DROP'}};"
            + " GIFT_REFUSED; 'gift.quantity' is not within 1",
        "{'type':'GIFT','id':'p/g','effectiveFrom':'2026-11-01T00:00:00Z','gift':{'pool':'p','gift':'g','version':1,'sku':'x','quantity':1,'until':'2026-12-01T00:00:00Z','ifShort':'HOLD','together':true}};"
            + " GIFT_REFUSED; 'gift.ifShort' is HOLD",
        "{'type':'GIFT','id':'p/g','effectiveFrom':'2026-11-01T00:00:00Z','gift':{'pool':'p','gift':'g','version':1,'sku':'x','quantity':1,'until':'2026-12-01T00:00:00Z','ifShort':'DROP','cap':-1}};"
            + " GIFT_REFUSED; 'gift.cap' is not within 0",
        "{'type':'GIFT','id':'p/g','effectiveFrom':'2026-11-01T00:00:00Z','gift':{'pool':'p','gift':'g','version':1,'sku':'x','quantity':1,'until':'2026-12-01T00:00:00Z','ifShort':'DROP','condition':{'fromMinor':100}}};"
            + " GIFT_REFUSED; 'gift.condition.currency' is no currency",
        "{'type':'GIFT','id':'p/g','effectiveFrom':'2026-11-01T00:00:00Z','gift':{'pool':'p','gift':'g','version':1,'sku':'x','quantity':1,'until':'2026-12-01T00:00:00Z','ifShort':'DROP','condition':{'currency':'RMB'}}};"
            + " GIFT_REFUSED; 'gift.condition.currency' is no currency",
        "{'type':'GIFT','id':'p/g','effectiveFrom':'2026-11-01T00:00:00Z','gift':{'pool':'p','gift':'g','version':1,'sku':'x','quantity':1,'until':'2026-12-01T00:00:00Z','ifShort':'DROP','condition':{'currency':'CNY','fromMinor':100,'belowMinor':100}}};"
            + " GIFT_REFUSED; 'gift.condition.belowMinor' is not above",
        "{'type':'GIFT','id':'p/g','effectiveFrom':'2026-11-01T00:00:00Z','gift':{'pool':'p','gift':'g','version':1,'sku':'x','quantity':1,'until':'2026-12-01T00:00:00Z','ifShort':'DROP','condition':{'minUnits':-1}}};"
            + " GIFT_REFUSED; 'gift.condition.minUnits' is not within 0",
        "{'type':'GIFT','id':'p/g','effectiveFrom':'2026-11-01T00:00:00Z','gift':{'pool':'p','gift':'g','version':1,'sku':'x','quantity':1,'until':'2026-12-01T00:00:00Z','ifShort':'DROP','condition':{'anyOfUnits':2}}};"
            + " GIFT_REFUSED; 'gift.condition.anyOf' is empty",
        "{'type':'GIFT','id':'p/g','effectiveFrom':'2026-11-01T00:00:00Z','gift':{'pool':'p','gift':'g','version':1,'sku':'x','quantity':1,'until':'2026-12-01T00:00:00Z','ifShort':'DROP','condition':{'anyOf':['']}}};"
            + " WRONG_SHAPE; 'gift.condition.anyOf' is missing",
        "{'type':'SKU','id':'p/x','sku':{'pool':'p','sku':'x','storageClass':' '}};"
            + " SKU_REFUSED; 'sku.storageClass' is blank",
        "{'type':'SKU','id':'p/x','sku':{'pool':'p','sku':'x','carriers':[]}};"
            + " SKU_REFUSED; 'sku.carriers' is empty",
        "{'type':'SKU','id':'p/x','sku':{'pool':'p','sku':'x','carriers':['SF','']}};"
            + " WRONG_SHAPE; 'sku.carriers' is missing",
        "{'type':'WAREHOUSE','id':'w','warehouse':{'warehouse':'w','country':'CN','region':'ZJ','serves':[],'owners':[]}};"
            + " WAREHOUSE_REFUSED; 'warehouse.owners' is empty",
        "{'type':'WAREHOUSE','id':'w','warehouse':{'warehouse':'w','country':'CN','region':'ZJ','serves':[],'storageClasses':['']}};"
            + " WRONG_SHAPE; 'warehouse.storageClasses' is missing",
        "{'type':'WAREHOUSE','id':'w','warehouse':{'warehouse':'w','country':'CN','region':'ZJ','serves':[],'handlingMinor':-1}};"
            + " WAREHOUSE_REFUSED; 'warehouse.handlingMinor' is not within 0",
        "{'type':'WAREHOUSE','id':'w','warehouse':{'warehouse':'w','country':'CN','region':'ZJ','serves':[],'printEvery':1441}};"
            + " WAREHOUSE_REFUSED; 'warehouse.printEvery' is not within 0",
        "{'type':'WAREHOUSE','id':'w','warehouse':{'warehouse':'w','country':'CN','region':'ZJ','serves':[],'printMost':0}};"
            + " WAREHOUSE_REFUSED; 'warehouse.printMost' is not within 1",
        "{'type':'WAREHOUSE','id':'w','warehouse':{'warehouse':'w','country':'CN','region':'ZJ','serves':[],'dispatch':{'cutOff':'16:00'}}};"
            + " WRONG_SHAPE; 'warehouse.dispatch.zone' is missing",
        "{'type':'WAREHOUSE','id':'w','warehouse':{'warehouse':'w','country':'CN','region':'ZJ','serves':[],'dispatch':{'zone':'Mars/Olympus'}}};"
            + " WAREHOUSE_REFUSED; 'warehouse.dispatch.zone' is no time zone",
        "{'type':'WAREHOUSE','id':'w','warehouse':{'warehouse':'w','country':'CN','region':'ZJ','serves':[],'dispatch':{'zone':'UTC','cutOff':'24:00'}}};"
            + " WAREHOUSE_REFUSED; 'warehouse.dispatch.cutOff' must be HH:mm",
        "{'type':'WAREHOUSE','id':'w','warehouse':{'warehouse':'w','country':'CN','region':'ZJ','serves':[],'dispatch':{'zone':'UTC','workingDays':[]}}};"
            + " WAREHOUSE_REFUSED; 'warehouse.dispatch.workingDays' is empty",
        "{'type':'WAREHOUSE','id':'w','warehouse':{'warehouse':'w','country':'CN','region':'ZJ','serves':[],'dispatch':{'zone':'UTC','holidays':['2026-02-30']}}};"
            + " WAREHOUSE_REFUSED; 'warehouse.dispatch.holidays' must be days",
        "{'type':'WAREHOUSE','id':'w','warehouse':{'warehouse':'w','country':'CN','region':'ZJ','serves':[],'dispatch':{'zone':'UTC','capacity':0}}};"
            + " WAREHOUSE_REFUSED; 'warehouse.dispatch.capacity' is not within 1",
        "{'type':'POOL','id':'p','pool':{'pool':'p','split':'NEVER','objective':[]}};"
            + " POOL_REFUSED; 'pool.objective' must name some criteria",
        "{'type':'POOL','id':'p','pool':{'pool':'p','split':'NEVER','objective':['PARCELS','PARCELS']}};"
            + " POOL_REFUSED; 'pool.objective' must name some criteria",
        "{'type':'POOL','id':'p','pool':{'pool':'p','split':'NEVER','objective':['COST']}};"
            + " POOL_REFUSED; there is no 'pool.currency'",
        "{'type':'POOL','id':'p','pool':{'pool':'p','split':'NEVER','currency':'RMB'}};"
            + " POOL_REFUSED; 'pool.currency' is no currency",
        "{'type':'POOL','id':'p','pool':{'pool':'p','split':'NEVER','deliverWithin':'soon'}};"
            + " POOL_REFUSED; 'pool.deliverWithin' must be a time",
        "{'type':'POOL','id':'p','pool':{'pool':'p','split':'NEVER','transfer':{'mostLegs':2}}};"
            + " WRONG_SHAPE; 'pool.transfer.when' is missing",
        "{'type':'POOL','id':'p','pool':{'pool':'p','split':'NEVER','transfer':{'when':'INSTEAD_OF_SPLIT','mostLegs':0}}};"
            + " POOL_REFUSED; 'pool.transfer.mostLegs' is not within 1",
        "{'type':'POOL','id':'p','pool':{'pool':'p','split':'NEVER','transfer':{'when':'INSTEAD_OF_SPLIT','mostLegs':1,'minValueMinor':-1}}};"
            + " POOL_REFUSED; 'pool.transfer.minValueMinor' is not within 0",
        "{'type':'WAYBILL_RANGE','id':'r','waybillRange':{'pool':'p','carrier':'SF','first':'1','last':'9'}};"
            + " WRONG_ID; pool/range",
        "{'type':'WAYBILL_RANGE','id':'q/r','waybillRange':{'pool':'p','carrier':'SF','first':'1','last':'9'}};"
            + " WRONG_ID; pool/range",
        "{'type':'WAYBILL_RANGE','id':'p/r','waybillRange':{'pool':'p','carrier':'SF','first':'1'}};"
            + " WRONG_SHAPE; 'waybillRange.last' is missing",
        "{'type':'WAYBILL_RANGE','id':'p/r','waybillRange':{'pool':'p','carrier':'SF','first':'01','last':'9'}};"
            + " WAYBILLS_REFUSED; 'waybillRange.last' has not as many digits",
        "{'type':'WAYBILL_RANGE','id':'p/r','waybillRange':{'pool':'p','carrier':'SF','first':'9','last':'1'}};"
            + " WAYBILLS_REFUSED; or is less",
        "{'type':'WAYBILL_RANGE','id':'p/r','waybillRange':{'pool':'p','carrier':'SF','first':'123456789012345678','last':'123456789012345678'}};"
            + " WAYBILLS_REFUSED; 'waybillRange.first' must be 1 to 17 digits",
        "{'type':'WAYBILL_RANGE','id':'p/r','waybillRange':{'pool':'p','carrier':'SF','first':'-1','last':'10'}};"
            + " WAYBILLS_REFUSED; 'waybillRange.first' must be 1 to 17 digits",
        "{'type':'WAYBILL_RANGE','id':'p/r','waybillRange':{'pool':'p','carrier':'SF','first':'1','last':'9','prefix':'SF1'}};"
            + " WAYBILLS_REFUSED; 'waybillRange.prefix' ends with a digit",
        "{'type':'WAYBILL_RANGE','id':'p/r','waybillRange':{'pool':'p','carrier':'SF','first':'1','last':'9','suffix':'1CN'}};"
            + " WAYBILLS_REFUSED; 'waybillRange.suffix' begins with a digit",
        "{'type':'WAYBILL_RANGE','id':'p/r','waybillRange':{'pool':'p','carrier':'SF','first':'1','last':'9','check':'S10'}};"
            + " WAYBILLS_REFUSED; 'waybillRange.check' is of numbers with 8 digits",
        "{'type':'WAYBILL_RANGE','id':'p/r','waybillRange':{'pool':'p','carrier':'SF','first':'1','last':'9','warnBelow':101}};"
            + " WAYBILLS_REFUSED; 'waybillRange.warnBelow' is not within 0",
        "{'type':'CARRIER','id':'SF/a','carrier':{'carrier':'SF','service':'a','currency':'CNY','lanes':[]}};"
            + " CARRIER_REFUSED; 'carrier.lanes' is empty",
        "{'type':'CARRIER','id':'SF','carrier':{'carrier':'SF','service':'a','currency':'CNY','lanes':[{'country':'CN','firstGrams':1,'firstMinor':1,'transitDays':1}]}};"
            + " WRONG_ID; carrier/service",
        "{'type':'CARRIER','id':'SF/a','carrier':{'carrier':'SF','service':'a','currency':'RMB','lanes':[{'country':'CN','firstGrams':1,'firstMinor':1,'transitDays':1}]}};"
            + " CARRIER_REFUSED; 'carrier.currency' is no currency",
        "{'type':'CARRIER','id':'SF/a','carrier':{'carrier':'SF','service':'a','currency':'CNY','perDay':0,'lanes':[{'country':'CN','firstGrams':1,'firstMinor':1,'transitDays':1}]}};"
            + " CARRIER_REFUSED; 'carrier.perDay' is not within 1",
        "{'type':'CARRIER','id':'SF/a','carrier':{'carrier':'SF','service':'a','currency':'CNY','refusedClasses':[],'lanes':[{'country':'CN','firstGrams':1,'firstMinor':1,'transitDays':1}]}};"
            + " CARRIER_REFUSED; 'carrier.refusedClasses' is empty",
        "{'type':'CARRIER','id':'SF/a','carrier':{'carrier':'SF','service':'a','currency':'CNY','lanes':[{'firstGrams':1,'firstMinor':1,'transitDays':1}]}};"
            + " WRONG_SHAPE; 'carrier.lanes.country' is missing",
        "{'type':'CARRIER','id':'SF/a','carrier':{'carrier':'SF','service':'a','currency':'CNY','lanes':[{'country':'CN','firstGrams':1,'firstMinor':1,'transitDays':1,'stepGrams':500}]}};"
            + " CARRIER_REFUSED; or neither",
        "{'type':'CARRIER','id':'SF/a','carrier':{'carrier':'SF','service':'a','currency':'CNY','lanes':[{'country':'CN','firstGrams':1,'firstMinor':1,'transitDays':1,'stepGrams':0,'stepMinor':1}]}};"
            + " CARRIER_REFUSED; 'carrier.lanes.stepGrams' is not within 1",
        "{'type':'CARRIER','id':'SF/a','carrier':{'carrier':'SF','service':'a','currency':'CNY','lanes':[{'country':'CN','firstGrams':1,'firstMinor':-1,'transitDays':1}]}};"
            + " CARRIER_REFUSED; 'carrier.lanes.firstMinor' is not within 0",
        "{'type':'CARRIER','id':'SF/a','carrier':{'carrier':'SF','service':'a','currency':'CNY','lanes':[{'country':'CN','firstGrams':1,'firstMinor':1,'transitDays':-1}]}};"
            + " CARRIER_REFUSED; 'carrier.lanes.transitDays' is not within 0",
        "{'type':'CARRIER','id':'SF/a','carrier':{'carrier':'SF','service':'a','currency':'CNY','lanes':[{'country':'CN','firstGrams':1,'firstMinor':1,'transitDays':1,'maxGrams':0}]}};"
            + " CARRIER_REFUSED; 'carrier.lanes.maxGrams' is not within 1",
        "{'type':'SKU','id':'p/x','sku':{'pool':'p','sku':'x','weightGrams':-1}};"
            + " SKU_REFUSED; 'sku.weightGrams' is not within 0",
        "{'type':'SHOP','id':'m/s','shop':{'marketplace':'m','shop':'s','merchant':'a','pool':'p','stockUpdatesPerMinute':0}};"
            + " SHOP_REFUSED; 'shop.stockUpdatesPerMinute' is not within 1",
        "{'type':'RING_FENCE','id':'p/x@a','ringFence':{'pool':'p','sku':'x','channel':'a'}};"
            + " RING_FENCE_REFUSED; neither",
        "{'type':'RING_FENCE','id':'p/x@a','ringFence':{'pool':'p','sku':'x','channel':'a','units':-1}};"
            + " RING_FENCE_REFUSED; 'ringFence.units' is not within 0",
        "{'type':'RING_FENCE','id':'p/x@a','ringFence':{'pool':'p','sku':'x','channel':'a','atMost':-1}};"
            + " RING_FENCE_REFUSED; 'ringFence.atMost' is not within 0",
        "{'type':'RING_FENCE','id':'p/x@a@b','ringFence':{'pool':'p','sku':'x','channel':'a@b','units':1}};"
            + " RING_FENCE_REFUSED; 'ringFence.channel' is neither",
        "{'type':'RING_FENCE','id':'p/x@a/','ringFence':{'pool':'p','sku':'x','channel':'a/','units':1}};"
            + " RING_FENCE_REFUSED; 'ringFence.channel' is neither",
        "{'type':'RING_FENCE','id':'p/x@b','ringFence':{'pool':'p','sku':'x','channel':'a','units':1}};"
            + " WRONG_ID; pool/sku@channel",
        "{'type':'RING_FENCE','id':'p/x','deleted':true};" + " WRONG_ID; pool/sku@channel",
        "{'type':'INBOUND','id':'p/x#o','inbound':{'pool':'p','sku':'x','purchaseOrder':'o','units':0,'expectedAt':'2026-01-01T00:00:00Z'}};"
            + " INBOUND_REFUSED; 'inbound.units' is not within 1",
        "{'type':'INBOUND','id':'p/x#o#1','inbound':{'pool':'p','sku':'x','purchaseOrder':'o#1','units':1,'expectedAt':'2026-01-01T00:00:00Z'}};"
            + " INBOUND_REFUSED; 'inbound.purchaseOrder' has a #",
        "{'type':'INBOUND','id':'p/x#o','inbound':{'pool':'p','sku':'x','purchaseOrder':'o','units':1}};"
            + " WRONG_SHAPE; 'inbound.expectedAt' is missing",
        "{'type':'INBOUND','id':'p/x#o','inbound':{'pool':'p','sku':'x','purchaseOrder':'o','units':1,'expectedAt':'+99999-01-01T00:00:00Z'}};"
            + " WRONG_SHAPE; 'inbound.expectedAt' is no time",
        "{'type':'INBOUND','id':'p/x#p','inbound':{'pool':'p','sku':'x','purchaseOrder':'o','units':1,'expectedAt':'2026-01-01T00:00:00Z'}};"
            + " WRONG_ID; pool/sku#purchaseOrder",
        "{'type':'INBOUND','id':'p/x','deleted':true};" + " WRONG_ID; pool/sku#purchaseOrder",
        "{'type':'SKU','id':'p/x','sku':{'pool':'p','sku':'x','safetyStock':-1}};"
            + " SKU_REFUSED; 'sku.safetyStock' is not within 0",
        "{'type':'SKU','id':'p/x','sku':{'pool':'p','sku':'x','oversell':-1}};"
            + " SKU_REFUSED; 'sku.oversell' is not within 0",
        "{'type':'SKU','id':'p/x','sku':{'pool':'p','sku':'x','barredFrom':['']}};"
            + " WRONG_SHAPE; 'sku.barredFrom' is missing"
      })
  void whatNoStageCouldWorkWithIsRefusedWithTheReason(String json, String code, String reason)
      throws Exception {
    read("RULE/r", json);

    assertThat(reader.extractOutputValues()).isEmpty();
    assertThat(reader.getSideOutput(ReadReference.AUDIT)).isNullOrEmpty();
    DeadLetter letter = letters().get(0);
    assertThat(letter.code()).isEqualTo(code);
    assertThat(letter.reason()).contains(reason);
    assertThat(letter.cause()).isEqualTo(new Cause("reference", 0, 7));
    assertThat(letter.key()).isEqualTo("RULE/r");
  }

  @Test
  void aTombstoneThatNamesNothingIsRefused() throws Exception {
    for (String key : new String[] {null, "", "RULE", "/r", "rule/r", "PLANET/mars"}) {
      read(key, "");
    }

    assertThat(reader.extractOutputValues()).isEmpty();
    assertThat(letters()).hasSize(6).extracting(DeadLetter::code).containsOnly("WRONG_KEY");
  }

  private void read(@Nullable String key, String json) throws Exception {
    byte[] value = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    reader.processElement(
        new RawRecord("reference", 0, 7, NOON, key, null, null, null, value), NOON.toEpochMilli());
  }

  /** What the audit goes by, each with the record that published it. */
  private List<Reference> forAudit() {
    return Objects.requireNonNull(reader.getSideOutput(ReadReference.AUDIT)).stream()
        .map(record -> record.getValue())
        .peek(one -> assertThat(one.cause()).isEqualTo(new Cause("reference", 0, 7)))
        .map(PublishedReference::reference)
        .toList();
  }

  private List<DeadLetter> letters() {
    return Objects.requireNonNull(reader.getSideOutput(ReadReference.DEAD_LETTERS)).stream()
        .map(record -> record.getValue())
        .toList();
  }
}
