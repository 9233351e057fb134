package io.hv.xml.domain;

import io.hv.xml.XmlException;
import io.hv.xml.wire.Wire;
import io.hv.xml.wire.WireElement;
import java.io.StringWriter;
import javax.xml.stream.XMLStreamException;

/** Elements as texts. */
final class Fragments {

    private Fragments() {}

    static String write(WireElement element) {
        StringWriter text = new StringWriter();
        try {
            Wire.write(element, text);
        } catch (XMLStreamException e) {
            throw XmlException.at("<" + Names.of(element.name()) + ">", "cannot be written: " + e.getMessage(), e);
        }
        return text.toString();
    }
}
