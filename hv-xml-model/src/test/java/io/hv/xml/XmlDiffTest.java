package io.hv.xml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class XmlDiffTest {

    private static List<String> diff(String before, String after) {
        return XmlDiff.between(XmlDocument.parse(before), XmlDocument.parse(after)).stream()
                .map(XmlDifference::toString)
                .toList();
    }

    private static final String DOMAIN = "<domain type='kvm'><name>web</name><memory unit='KiB'>1024</memory><devices>"
            + "<disk type='file'><source file='/a'/><target dev='vda'/></disk>"
            + "<disk type='file'><source file='/b'/><target dev='vdb'/></disk>"
            + "<interface type='network'><mac address='52:54:00:00:00:01'/></interface></devices></domain>";

    @Test
    void theSame() {
        assertEquals(List.of(), diff(DOMAIN, DOMAIN));
        assertEquals(
                List.of(),
                diff("<domain type='kvm' id='1'><vcpu>2</vcpu><name>a</name><os><bios/></os></domain>", """
                        <!-- another order, other quotes, other space -->
                        <domain id="1" type="kvm">
                          <name> a
                          </name><os> <bios></bios></os><vcpu>2</vcpu>
                        </domain>"""));
    }

    @Test
    void eachChangeIsOneLineWithItsPath() {
        assertEquals(List.of("~ /domain/@type: 'kvm' -> 'qemu'"), diff(DOMAIN, DOMAIN.replace("'kvm'", "'qemu'")));
        assertEquals(
                List.of("~ /domain/memory/text(): '1024' -> '2048'"), diff(DOMAIN, DOMAIN.replace("1024", "2048")));
        assertEquals(List.of("- /domain/memory/@unit: 'KiB'"), diff(DOMAIN, DOMAIN.replace(" unit='KiB'", "")));
        assertEquals(
                List.of("+ /domain/devices/disk[2]/source/@index: '1'"),
                diff(DOMAIN, DOMAIN.replace("'/b'", "'/b' index='1'")));
        assertEquals(
                List.of("+ /domain/uuid: <uuid>x</uuid>"),
                diff(DOMAIN, DOMAIN.replace("<memory", "<uuid>x</uuid><memory")));
        assertEquals(
                List.of("- /domain/devices/interface: <interface type=\"network\"> <mac address=\"52:54:00:00:00:01\"/>"
                        + " </interface>"),
                diff(DOMAIN, DOMAIN.replaceAll("<interface.*</interface>", "")));
    }

    @Test
    void devicesAreMatchedByWhatIdentifiesThem() {
        String third = "<disk type='block'><source dev='/c'/><target dev='vdc'/></disk>";
        String inserted = DOMAIN.replace("<devices>", "<devices>" + third);
        assertEquals(
                List.of(
                        "+ /domain/devices/disk[1]: <disk type=\"block\"> <source dev=\"/c\"/> <target dev=\"vdc\"/> </disk>"),
                diff(DOMAIN, inserted));
        assertEquals(
                List.of(
                        "~ /domain/devices/disk[2]/source/@file: '/b' -> '/new'",
                        "+ /domain/devices/disk[1]: <disk type=\"block\"> <source dev=\"/c\"/> <target dev=\"vdc\"/> </disk>"),
                diff(DOMAIN, inserted.replace("/b", "/new")));
    }

    @Test
    void likeSiblingsHaveAnOrder() {
        assertEquals(
                List.of("^ /domain/seclabel: [1, 2] -> [2, 1]"),
                diff(
                        "<domain><seclabel model='a'/><seclabel model='b'/></domain>",
                        "<domain><seclabel model='b'/><seclabel model='a'/></domain>"));
    }

    @Test
    void rulesOfAFilterHaveAnOrder() {
        assertEquals(
                List.of("^ /filter: [rule, filterref] -> [filterref, rule]"),
                diff("<filter><rule/><filterref/></filter>", "<filter><filterref/><rule/></filter>"));
    }

    @Test
    void inMetadataAllHasAnOrder() {
        assertEquals(
                List.of("^ /domain/metadata/Q{urn:x}a: [b, 't', c] -> [b, c, 't']"),
                diff(
                        "<domain><metadata><x:a xmlns:x='urn:x'><b/>t<c/></x:a></metadata></domain>",
                        "<domain><metadata><y:a xmlns:y='urn:x'><b/><c/>t</y:a></metadata></domain>"));
    }

    @Test
    void whatIsUnknownIsComparedToo() {
        assertEquals(
                List.of("~ /domain/new/@a: '1' -> '2'", "+ /domain/new/b: <b/>"),
                diff("<domain><new a='1'/></domain>", "<domain><new a='2'><b/></new></domain>"));
        assertEquals(
                List.of("~ /domain/qemu:commandline/qemu:arg/@value: 'a' -> 'b'"),
                diff(
                        "<domain><q:commandline xmlns:q='http://libvirt.org/schemas/domain/qemu/1.0'><q:arg value='a'/></q:commandline></domain>",
                        "<domain><q:commandline xmlns:q='http://libvirt.org/schemas/domain/qemu/1.0'><q:arg value='b'/></q:commandline></domain>"));
    }

    @Test
    void anEmptyElementIsNotNone() {
        assertEquals(List.of("- /disk/backingStore: <backingStore/>"), diff("<disk><backingStore/></disk>", "<disk/>"));
    }

    @Test
    void documentsOfAnotherKind() {
        assertEquals(List.of("~ /: <domain> -> <network>"), diff("<domain/>", "<network/>"));
    }

    @Test
    void tenThousandDevices() {
        StringBuilder many = new StringBuilder("<domain><devices>");
        for (int i = 0; i < 10_000; i++) {
            many.append("<disk><target dev='d").append(i).append("'/></disk>");
        }
        many.append("</devices></domain>");
        List<String> found = diff(many.toString(), many.toString().replace("'d5000'", "'other'"));
        assertTrue(found.get(0).startsWith("~ /domain/devices/disk[5001]/target/@dev"), found::toString);
        assertEquals(1, found.size());
    }
}
