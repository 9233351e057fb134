package io.hv.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hv.xml.XmlDocument;
import io.hv.xml.domain.DomainElement;
import io.hv.xml.wire.StaxCopy;
import java.util.List;
import org.junit.jupiter.api.Test;

class XmlContentTest {

    @Test
    void theDomainHas115LinesAndHvKnowsAllOfThem() {
        XmlDocument document = XmlDocument.parse(XmlContent.domain());
        assertEquals(115, XmlContent.domain().lines().count());
        assertEquals(115, document.text().lines().count());
        assertEquals(List.of(), document.unknown());
    }

    @Test
    void thereAreSoManyDevicesMore() {
        DomainElement few = DomainElement.of(XmlDocument.parse(XmlContent.domain()));
        DomainElement many = DomainElement.of(XmlDocument.parse(XmlContent.withDevices(1000)));
        assertEquals(500, many.devices().disks().size() - few.devices().disks().size());
        assertEquals(
                500,
                many.devices().interfaces().size() - few.devices().interfaces().size());
    }

    @Test
    void theCopyHasAllThatTheDocumentHas() {
        String copy = StaxCopy.of("<a xmlns='urn:a' xmlns:b='urn:b' b:c='1' d='&lt;'>e<!-- f --><b:g/>&amp;</a>");
        assertEquals("<a xmlns=\"urn:a\" xmlns:b=\"urn:b\" b:c=\"1\" d=\"&lt;\">e<b:g/>&amp;</a>", copy);
    }
}
