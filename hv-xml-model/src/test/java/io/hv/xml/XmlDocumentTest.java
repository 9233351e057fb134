package io.hv.xml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class XmlDocumentTest {

    private static String roundTrip(String document) {
        return XmlDocument.parse(document).text();
    }

    @Test
    void isWrittenInTheOrderOfTheSchema() {
        assertEquals("""
                <domain type="kvm">
                  <name>web</name>
                  <memory unit="KiB">0x400</memory>
                  <devices>
                    <disk>
                      <source file="/a"/>
                      <target dev="vda"/>
                    </disk>
                    <controller type="usb"/>
                    <disk/>
                  </devices>
                </domain>
                """, roundTrip("""
                <?xml version='1.0'?>
                <!-- a comment -->
                <domain type='kvm'><devices>
                  <disk><target dev='vda'/><source file='/a'></source></disk>
                  <controller type='usb'/><disk/></devices>
                  <memory unit='KiB'>0x400</memory><name>web</name></domain>
                """));
    }

    @Test
    void whatIsUnknownStaysBehindWhatItStoodBehind() {
        assertEquals(
                """
                <domain>
                  <name new="1">web<child/>more</name>
                  <late> as <it>was</it> </late>
                  <uuid/>
                  <devices/>
                </domain>
                """,
                roundTrip(
                        "<domain><devices/><name new='1'>web<child/>more</name><late> as <it>was</it> </late><uuid/></domain>"));
    }

    @Test
    void namespacesKeepTheirPrefixesAndPlaces() {
        String document = """
                <domain xmlns:qemu="http://libvirt.org/schemas/domain/qemu/1.0" xmlns:unused="urn:unused">
                  <metadata>
                    <app:a xmlns:app="urn:app" app:b="c" kind="app:type"><d xmlns="urn:d"><e xmlns=""/></d></app:a>
                  </metadata>
                  <devices/>
                  <qemu:commandline>
                    <qemu:arg value="-S"/>
                  </qemu:commandline>
                </domain>
                """;
        assertEquals(document, roundTrip(document));
    }

    @Test
    void whatNeedsAPrefixGetsOne() {
        String document = "<domain><commandline xmlns='http://libvirt.org/schemas/domain/qemu/1.0'><arg value='-S'/>"
                + "</commandline></domain>";
        assertEquals("""
                <domain>
                  <commandline xmlns="http://libvirt.org/schemas/domain/qemu/1.0">
                    <arg value="-S"/>
                  </commandline>
                </domain>
                """, roundTrip(document));
    }

    @Test
    void textsAreKeptToTheCharacter() {
        String document = "<domain><description> two\n  lines\t&amp; &#13; <![CDATA[<b>]]> </description>"
                + "<title a='x&#10;y&#9;z&quot;'>a<!-- cut -->b</title><name> </name></domain>";
        String text = roundTrip(document);
        assertTrue(text.contains("<description> two\n  lines\t&amp; &#xd; &lt;b> </description>"), text);
        assertTrue(text.contains("<title a=\"x&#xa;y&#x9;z&quot;\">ab</title>"), text);
        assertTrue(text.contains("<name> </name>"), text);
        assertEquals(text, roundTrip(text));
    }

    /** What indents is XML's white space alone (XML 1.0, 2.3). */
    @Test
    void otherBlanksBesideElementsAreText() {
        for (String blank : new String[] {"\u3000", "\u2003", "\u2028"}) {
            String text = roundTrip("<domain>" + blank + "<name>a</name>\n</domain>");
            assertTrue(text.contains(blank), text);
        }
    }

    @Test
    void aSecondOneOfWhatThereIsOnceIsKept() {
        String document = """
                <domain>
                  <name>a</name>
                  <name>b</name>
                </domain>
                """;
        assertEquals(document, roundTrip(document));
    }

    @Test
    void anEmptyElementIsNotNone() {
        assertTrue(roundTrip("<disk><backingStore/></disk>").contains("<backingStore/>"));
    }

    @ParameterizedTest
    @EnumSource(XmlKind.class)
    void everyKindIsReadByItsName(XmlKind kind) {
        String document = "<" + kind.rootName() + "><stranger/></" + kind.rootName() + ">";
        XmlDocument read = XmlDocument.parse(document, kind);
        assertEquals(Optional.of(kind), read.kind());
        assertEquals(kind.rootName(), read.rootName());
        assertTrue(read.text().contains("<stranger/>"));
        Optional<XmlKind> guessed = XmlDocument.parse(document).kind();
        assertEquals(Optional.of(kind.rootName()), guessed.map(XmlKind::rootName));
    }

    @Test
    void anotherRootThanWanted() {
        XmlException e = assertThrows(XmlException.class, () -> XmlDocument.parse("\n<network/>", XmlKind.DOMAIN));
        assertEquals("line 2, column 1: the document is a <network>, not a <domain>", e.getMessage());
        assertEquals(2, e.line());
    }

    @Test
    void aRootThatNobodyKnows() {
        XmlDocument read = XmlDocument.parse("<a xmlns='urn:x'><b> c </b></a>");
        assertEquals(Optional.empty(), read.kind());
        assertEquals("<a xmlns=\"urn:x\"><b> c </b></a>\n", read.text());
    }

    @Test
    void largeDocumentsAreReadInOneGo() {
        StringBuilder devices = new StringBuilder("<domain><devices>");
        for (int i = 0; i < 10_000; i++) {
            devices.append("<disk type='file'><source file='/d").append(i).append("'/><target dev='d'/></disk>");
        }
        String text = roundTrip(devices + "</devices></domain>");
        assertTrue(text.contains("/d0\"") && text.contains("/d9999\""));
        assertEquals(10_001, text.split("<disk", -1).length);
    }
}
