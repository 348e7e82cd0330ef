package io.penstock.connectors.marketplace;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import com.ctc.wstx.stax.WstxOutputFactory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.xml.XmlFactory;
import com.fasterxml.jackson.dataformat.xml.XmlMapper;
import java.io.IOException;
import javax.xml.stream.XMLInputFactory;

/**
 * Reads XML of strangers into the document that a mapping would get for the same in JSON: an
 * element is a field without its namespace, one that repeats is a list, and every value is a text.
 *
 * <p>No document type is read: with one, a document could name files of ours or grow without end.
 */
final class XmlPayloads {

  private static final int DEEPEST = 100;

  private static final XmlMapper MAPPER =
      new XmlMapper(new XmlFactory(input(), new WstxOutputFactory()));

  private static XMLInputFactory input() {
    WstxInputFactory factory = new WstxInputFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, DEEPEST);
    return factory;
  }

  static JsonNode parse(byte[] xml) {
    try {
      return MAPPER.readTree(xml);
    } catch (IOException broken) {
      throw new Refusal("BROKEN_XML", "the record is not XML" + Payloads.where(broken));
    }
  }

  private XmlPayloads() {}
}
