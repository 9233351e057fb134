package io.hv.xml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.ByteSize;
import io.hv.DiskFormat;
import io.hv.DiskSource;
import io.hv.HostPath;
import io.hv.InvalidSpecException;
import io.hv.SpecFault;
import io.hv.VolumeSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Volumes as documents; {@code VolumeSpecsTest} has random ones. */
class VolumeXmlTest {

    /** As libvirt tells of one, with what somebody has chosen, and what nobody knows. */
    private static final String RICH = """
            <volume type='file'>
              <name>web.qcow2</name>
              <key>/pool/web.qcow2</key>
              <source/>
              <capacity unit='GiB'>2</capacity>
              <allocation unit='bytes'>200704</allocation>
              <physical unit='bytes'>197120</physical>
              <app:owner xmlns:app="urn:app">me</app:owner>
              <target>
                <path>/pool/web.qcow2</path>
                <format type='qcow2'/>
                <permissions><mode>0640</mode><owner>0</owner><group>0</group></permissions>
                <timestamps><atime>1.5</atime></timestamps>
                <compat>1.1</compat>
                <clusterSize unit='KiB'>64</clusterSize>
                <features><lazy_refcounts/></features>
              </target>
              <backingStore>
                <path>/pool/base</path>
                <format type='qcow2'/>
                <permissions><mode>0600</mode><owner>-1</owner><group>-1</group></permissions>
              </backingStore>
            </volume>
            """;

    @TempDir
    Path folder;

    private static VolumeSpec rich() {
        return VolumeSpec.overlay(
                        "web.qcow2", DiskSource.file(HostPath.of("/pool/base")).format(DiskFormat.QCOW2))
                .capacity(ByteSize.gib(2))
                .reserved(ByteSize.bytes(200_704))
                .build();
    }

    private static List<String> paths(List<SpecFault> faults) {
        return faults.stream().map(SpecFault::path).sorted().toList();
    }

    private static List<String> changes(VolumeXml before, VolumeXml after) {
        return XmlDiff.between(before.document(), after.document()).stream()
                .map(XmlDifference::path)
                .toList();
    }

    private static List<String> faults(String document) {
        return paths(assertThrows(
                        InvalidSpecException.class,
                        () -> VolumeXml.parse(document).toSpec())
                .faults());
    }

    @Test
    void aDocumentIsReadAsASpec() {
        assertEquals(rich(), VolumeXml.parse(RICH).toSpec());
    }

    @Test
    void theReportNamesWhatTheSpecCannotCarry() {
        VolumeXml xml = VolumeXml.parse(RICH);
        assertEquals(
                List.of("/volume/Q{urn:app}owner", "/volume/target/features", "/volume/target/permissions"),
                paths(xml.beyondSpec()));
        VolumeXml less = xml.without(xml.beyondSpec());
        assertEquals(List.of(), less.beyondSpec());
        assertEquals(rich(), less.toSpec());
        assertTrue(less.text().contains("<key>"), "what libvirt tells is no matter of the report");
        assertEquals(xml, xml.without(List.of(SpecFault.of("reserved", "9", "too little", "more"))));
    }

    @Test
    void anEditChangesItsPathsOnly() {
        VolumeXml xml = VolumeXml.parse(RICH);
        VolumeSpec spec = xml.toSpec();
        assertEquals(xml, xml.edit(spec), "nothing differs");
        assertEquals(
                List.of("/volume/capacity/@unit", "/volume/capacity/text()"),
                changes(xml, xml.edit(spec.edit(b -> b.capacity(ByteSize.gib(3))))).stream()
                        .sorted()
                        .toList());
        assertEquals(List.of("/volume/backingStore"), changes(xml, xml.edit(spec.edit(b -> b.noBacking()))));
        assertEquals(
                List.of("/volume/backingStore/path/text()"),
                changes(
                        xml,
                        xml.edit(spec.edit(b -> b.backing(
                                DiskSource.file(HostPath.of("/pool/other")).format(DiskFormat.QCOW2))))));
    }

    @Test
    void withItsFormatGoesWhatOnlyThatHas() {
        VolumeXml xml = VolumeXml.parse(RICH);
        VolumeXml raw = xml.edit(xml.toSpec().edit(b -> b.noBacking().format(DiskFormat.RAW)));
        assertEquals(DiskFormat.RAW, raw.toSpec().format());
        assertFalse(raw.text().contains("lazy_refcounts"), raw.text());
        assertFalse(raw.text().contains("<compat"), raw.text());
        assertTrue(raw.text().contains("0640"), raw.text());
    }

    @Test
    void whatIsNotSaidIsAsLibvirtHasIt() {
        String empty = "<volume><name>n</name><capacity unit='k'>1</capacity><target/></volume>";
        VolumeSpec raw = VolumeXml.parse(empty).toSpec();
        assertEquals(
                VolumeSpec.of("n", ByteSize.kib(1)).reserved(ByteSize.kib(1)).build(), raw, "libvirt fills raw ones");
        VolumeSpec other = VolumeXml.parse(empty.replace("<target/>", "<target><format type='qcow2'/></target>"))
                .toSpec();
        assertEquals(ByteSize.bytes(0), other.reserved());
        assertEquals(List.of(), VolumeXml.parse(empty).beyondSpec());
        VolumeSpec more = VolumeXml.parse(empty.replace("<target/>", "<allocation>4096</allocation><target/>"))
                .toSpec();
        assertEquals(ByteSize.kib(1), more.reserved(), "a file takes a block at least");
    }

    @Test
    void whatIsNoSpecIsToldWithEveryFault() {
        assertEquals(
                List.of("/volume/@type", "/volume/target/format/@type", "capacity"),
                faults("<volume type='dir'><name>n</name><target><format type='hfs+'/></target></volume>"));
        assertEquals(
                List.of("/volume/capacity", "name"), faults("<volume><capacity unit='ells'>1</capacity></volume>"));
        assertEquals(
                List.of("capacity"),
                faults("<volume><name>n</name><capacity>1000</capacity><allocation>0</allocation></volume>"));
        assertEquals(
                List.of("backing"),
                faults("<volume><name>n</name><capacity>512</capacity><backingStore><path>/b</path></backingStore>"
                        + "</volume>"));
    }

    @Test
    void otherDocumentsAreRefused() throws IOException {
        assertThrows(XmlException.class, () -> VolumeXml.parse("<pool/>"));
        Path file = Files.writeString(folder.resolve("pool.xml"), "<pool/>");
        XmlException refused = assertThrows(XmlException.class, () -> VolumeXml.read(file));
        assertTrue(String.valueOf(refused.getMessage()).contains("<pool>, not a <volume>"), refused.toString());
    }

    @Test
    void isReadFromFilesAndDocumentsAndWritten() throws IOException {
        VolumeXml xml = VolumeXml.parse(RICH);
        Path file = Files.writeString(folder.resolve("volume.xml"), RICH);
        assertEquals(xml, VolumeXml.read(file));
        assertEquals(xml.hashCode(), VolumeXml.of(XmlDocument.parse(RICH)).hashCode());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        xml.write(out);
        assertEquals(xml, VolumeXml.parse(out.toString(StandardCharsets.UTF_8).replaceFirst("<\\?xml.*?\\?>", "")));
    }

    /** What is reserved stays, whether it was said or not. */
    @Test
    void anEditKeepsWhatIsReserved() {
        for (String allocation : List.of("", "<allocation unit='k'>4</allocation>", "<allocation>0</allocation>")) {
            VolumeXml xml = VolumeXml.parse(
                    "<volume><name>n</name><capacity>1048576</capacity>" + allocation + "<target/></volume>");
            VolumeSpec larger = xml.toSpec().edit(b -> b.capacity(ByteSize.mib(2)));
            assertEquals(larger, xml.edit(larger).toSpec(), allocation);
            VolumeSpec image = xml.toSpec().edit(b -> b.format(DiskFormat.QCOW2));
            assertEquals(image, xml.edit(image).toSpec(), allocation);
            assertTrue(xml.edit(image).text().contains(allocation.replace('\'', '"')), allocation);
        }
        VolumeXml clamped = VolumeXml.parse(
                "<volume><name>n</name><capacity>1024</capacity><allocation>4096</allocation><target/></volume>");
        VolumeSpec larger = clamped.toSpec().edit(b -> b.capacity(ByteSize.kib(2)));
        assertEquals(ByteSize.kib(1), clamped.edit(larger).toSpec().reserved());
    }

    /** Of what the spec does not say nothing is left out behind its back. */
    @Test
    void whatCannotBeReadIsReported() {
        VolumeXml overlay = VolumeXml.parse("<volume><name>n</name><allocation>4096</allocation>"
                + "<target><format type='qcow2'/></target><backingStore><path>/b </path></backingStore></volume>");
        assertEquals(
                HostPath.of("/b "),
                overlay.toSpec().backing().orElseThrow().file().orElseThrow());
        assertEquals(List.of("/volume/allocation"), paths(overlay.beyondSpec()));
        VolumeSpec sized = overlay.toSpec().edit(b -> b.capacity(ByteSize.mib(1)));
        assertEquals(sized, overlay.edit(sized).toSpec());
        VolumeXml nowhere = VolumeXml.parse("<volume><name>n</name><capacity>512</capacity><target/>"
                + "<backingStore><format type='qcow2'/><x:note xmlns:x='urn:x'/></backingStore></volume>");
        assertEquals(List.of("/volume/backingStore"), paths(nowhere.beyondSpec()));
    }

    @Test
    void charactersThatXmlHasNotAreRefused() {
        VolumeSpec bad = VolumeSpec.overlay("n", DiskSource.file(HostPath.of("/a\u0001")))
                .build();
        assertEquals(
                List.of("backing"),
                paths(assertThrows(InvalidSpecException.class, () -> VolumeXml.from(bad))
                        .faults()));
        assertThrows(InvalidSpecException.class, () -> VolumeXml.parse(RICH).edit(bad));
    }

    /** Each that has a spec says it again, and what it is edited to be. */
    @Test
    void libvirtsOwnVolumes() throws IOException {
        int read = 0;
        try (Stream<Path> all = Files.list(LibvirtData.tests().resolve("storagevolxml2xmlin"))) {
            for (Path each : all.sorted().toList()) {
                VolumeXml xml = VolumeXml.read(each);
                VolumeSpec spec;
                try {
                    spec = xml.toSpec();
                } catch (InvalidSpecException e) {
                    assertFalse(e.faults().isEmpty(), each::toString);
                    continue;
                }
                read++;
                assertEquals(spec, VolumeXml.from(spec).toSpec(), each.toString());
                assertEquals(xml, xml.edit(spec), each.toString());
                VolumeSpec larger = spec.edit(b -> b.capacity(ByteSize.gib(99)));
                VolumeSpec alone = larger.edit(b -> b.noBacking().format(DiskFormat.RAW));
                VolumeSpec other = larger.edit(b -> b.format(new DiskFormat("qed"))
                        .reserved(ByteSize.mib(3))
                        .backing(DiskSource.file(HostPath.of("/other"))));
                for (VolumeSpec wanted : List.of(larger, alone, other)) {
                    assertEquals(wanted, xml.edit(wanted).toSpec(), each.toString());
                    assertEquals(
                            xml.document().unknown(),
                            xml.edit(wanted).document().unknown(),
                            each.toString());
                }
                assertEquals(List.of(), xml.without(xml.beyondSpec()).beyondSpec(), each.toString());
            }
        }
        assertTrue(read >= 12, read + " of them have a spec");
    }
}
