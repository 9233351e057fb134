package io.hv.xml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.DhcpHost;
import io.hv.InvalidSpecException;
import io.hv.NetworkAddress;
import io.hv.NetworkMode;
import io.hv.NetworkSpec;
import io.hv.SpecFault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Networks as documents; {@code NetworkSpecsTest} has random ones. */
class NetworkXmlTest {

    private static final UUID ID = UUID.fromString("01234567-89ab-cdef-0123-456789abcdef");

    /** As people write them, with what libvirt adds. */
    private static final String RICH = """
            <network connections='3'>
              <name>lan</name>
              <uuid>0123456789abcdef0123456789abcdef</uuid>
              <metadata><app:owner xmlns:app="urn:app">me</app:owner></metadata>
              <forward mode='nat'><nat><port start='1024' end='65535'/></nat></forward>
              <bridge name='virbr7' stp='on' delay='0'/>
              <mac address='52:54:00:12:34:56'/>
              <domain name='lan.example' localOnly='yes'/>
              <dns><host ip='192.168.7.9'><hostname>nine</hostname></host></dns>
              <ip address='192.168.7.1' netmask='255.255.255.0' localPtr='yes'>
                <tftp root='/tftp'/>
                <dhcp>
                  <range start='192.168.7.100' end='192.168.7.199'><lease expiry='1' unit='hours'/></range>
                  <host mac='52:54:0:AB:0:7' name='seven' ip='192.168.7.7'/>
                </dhcp>
              </ip>
              <ip family='ipv6' address='FD00:7:0::1' prefix='64'>
                <dhcp>
                  <host id='0:1:0:1' ip='fd00:7::9'/>
                  <host name='eight' ip='fd00:7::8'/>
                  <host id='0:1:0:2' name='ten' ip='fd00:7::10'/>
                </dhcp>
              </ip>
              <route address='10.9.0.0' prefix='16' gateway='192.168.7.2'/>
            </network>
            """;

    @TempDir
    Path folder;

    private static NetworkSpec rich() {
        return NetworkSpec.nat("lan")
                .uuid(ID)
                .address(NetworkAddress.of("192.168.7.1/24")
                        .range("192.168.7.100", "192.168.7.199")
                        .host(DhcpHost.of("192.168.7.7")
                                .mac("52:54:00:ab:00:07")
                                .name("seven")))
                .address(NetworkAddress.of("fd00:7::1/64")
                        .host(DhcpHost.of("fd00:7::8").name("eight"))
                        .host(DhcpHost.of("fd00:7::10").name("ten")))
                .dnsDomain("lan.example")
                .build();
    }

    private static List<String> paths(List<SpecFault> faults) {
        return faults.stream().map(SpecFault::path).toList();
    }

    private static List<String> changes(NetworkXml before, NetworkXml after) {
        return XmlDiff.between(before.document(), after.document()).stream()
                .map(XmlDifference::path)
                .toList();
    }

    @Test
    void aDocumentIsReadAsASpec() {
        assertEquals(rich(), NetworkXml.parse(RICH).toSpec());
    }

    @Test
    void theReportNamesWhatTheSpecCannotCarry() {
        NetworkXml xml = NetworkXml.parse(RICH);
        assertEquals(
                List.of(
                        "/network/dns",
                        "/network/domain/@localOnly",
                        "/network/ip[1]/@localPtr",
                        "/network/ip[1]/dhcp/range/lease",
                        "/network/ip[1]/tftp",
                        "/network/ip[2]/dhcp/host[1]",
                        "/network/ip[2]/dhcp/host[3]/@id",
                        "/network/route"),
                paths(xml.beyondSpec()).stream().sorted().toList());
        NetworkXml less = xml.without(xml.beyondSpec());
        assertEquals(List.of(), less.beyondSpec());
        assertEquals(rich(), less.toSpec());
        assertTrue(less.text().contains("urn:app"), less.text());
        assertTrue(less.text().contains("virbr7"), "libvirt's own bridge is no matter of the report");
        assertEquals(xml, xml.without(List.of(SpecFault.of("mtu", "9", "too little", "more"))));
    }

    @Test
    void whatSomebodyHasChosenIsReported() {
        NetworkXml xml = NetworkXml.parse("<network><name>n</name><forward mode='nat' dev='eth0'>"
                + "<nat><port start='1' end='65535'/></nat></forward><bridge name='br7' stp='off'/>"
                + "<mac address='02:00:00:00:00:01'/><ip address='10.0.0.1'/></network>");
        assertEquals(8, xml.toSpec().addresses().get(0).prefix(), "that of its class");
        assertEquals(
                List.of("/network/bridge", "/network/forward/@dev", "/network/forward/nat", "/network/mac"),
                paths(xml.beyondSpec()).stream().sorted().toList());
    }

    @Test
    void anEditChangesItsPathsOnly() {
        NetworkXml xml = NetworkXml.parse(RICH);
        NetworkSpec spec = xml.toSpec();
        assertEquals(xml, xml.edit(spec), "nothing differs");
        assertEquals(List.of("/network/mtu"), changes(xml, xml.edit(spec.edit(b -> b.mtu(1400)))));
        NetworkAddress first = spec.addresses().get(0);
        NetworkXml more = xml.edit(spec.edit(b -> b.addresses(List.of(
                first.host(DhcpHost.of("192.168.7.8").name("x")),
                spec.addresses().get(1)))));
        assertEquals(List.of("/network/ip[1]/dhcp/host[2]"), changes(xml, more));
        assertTrue(more.text().contains("52:54:0:AB:0:7"), "as it was written");
        NetworkXml one = xml.edit(spec.edit(b -> b.addresses(List.of(first))));
        assertEquals(List.of("/network/ip[2]"), changes(xml, one));
    }

    @Test
    void withItsModeGoesWhatOnlyThatHas() {
        NetworkXml xml = NetworkXml.parse(RICH);
        NetworkXml routed = xml.edit(xml.toSpec().edit(b -> b.mode(NetworkMode.ROUTED)));
        assertEquals(NetworkMode.ROUTED, routed.toSpec().mode());
        assertFalse(routed.text().contains("<nat"), routed.text());
        assertTrue(routed.text().contains("virbr7"), routed.text());
        NetworkXml bridge = xml.edit(NetworkSpec.bridge("lan", "br0").uuid(ID).build());
        assertEquals(Optional.of("br0"), bridge.toSpec().hostBridge());
        assertFalse(bridge.text().contains("stp"), bridge.text());
        assertFalse(bridge.text().contains("<mac"), bridge.text());
        NetworkXml isolated = bridge.edit(NetworkSpec.isolated("lan").uuid(ID).build());
        assertFalse(isolated.text().contains("br0"), isolated.text());
        assertFalse(isolated.text().contains("forward"), isolated.text());
    }

    @ParameterizedTest
    @CsvSource({"open", "private", "vepa", "passthrough", "hostdev", "other"})
    void aModeThatTheSpecHasNotIsAFault(String mode) {
        NetworkXml xml = NetworkXml.parse("<network><name>n</name><forward mode='" + mode + "'/></network>");
        InvalidSpecException e = assertThrows(InvalidSpecException.class, xml::toSpec);
        assertEquals(List.of("/network/forward"), paths(e.faults()));
        assertEquals(mode, e.faults().get(0).value());
    }

    @Test
    void aDocumentThatIsNoSpecSaysEveryFault() {
        NetworkXml xml = NetworkXml.parse("<network><name>a/b</name><uuid>x</uuid><forward mode='bridge'>"
                + "<interface dev='eth0'/></forward><mtu size='much'/><ip address='10.0.0.1' netmask='255.0.255.0'/>"
                + "<ip address='here'/></network>");
        InvalidSpecException e = assertThrows(InvalidSpecException.class, xml::toSpec);
        assertEquals(
                List.of(
                        "/network/uuid",
                        "/network/ip[1]",
                        "/network/ip[2]",
                        "/network/mtu/@size",
                        "name",
                        "hostBridge"),
                paths(e.faults()));
    }

    @Test
    void forwardWithoutAModeIsNat() {
        NetworkSpec spec = NetworkXml.parse(
                        "<network><name>n</name><forward/><mtu size='1400'/><ip address='172.16.0.1'/></network>")
                .toSpec();
        assertEquals(NetworkMode.NAT, spec.mode());
        assertEquals(OptionalInt.of(1400), spec.mtu());
        assertEquals(16, spec.addresses().get(0).prefix());
    }

    @Test
    void itIsReadAndWritten() throws Exception {
        NetworkXml xml = NetworkXml.parse(RICH);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        xml.write(out);
        assertEquals(xml.text(), out.toString(StandardCharsets.UTF_8));
        Path file = Files.write(folder.resolve("lan.xml"), out.toByteArray());
        assertEquals(xml, NetworkXml.read(file));
        assertEquals(xml, NetworkXml.of(XmlDocument.read(file)));
        assertEquals(xml.hashCode(), NetworkXml.read(file).hashCode());
        Files.writeString(file, "<domain/>");
        assertThrows(XmlException.class, () -> NetworkXml.read(file));
        assertThrows(XmlException.class, () -> NetworkXml.parse("<domain/>"));
    }

    /** What libvirt's own tests have is a spec, or one of another mode; what is left out by its report is carried whole. */
    @Test
    void libvirtsOwnNetworks() throws IOException {
        Path tests = LibvirtData.tests().resolve("networkxml2xmlin");
        int specs = 0;
        for (Path each : LibvirtData.documents()) {
            if (!each.startsWith(tests)) {
                continue;
            }
            NetworkXml xml = NetworkXml.read(each);
            try {
                NetworkSpec spec = xml.toSpec();
                specs++;
                NetworkXml less = xml.without(xml.beyondSpec());
                assertEquals(List.of(), less.beyondSpec(), each::toString);
                assertEquals(spec, less.toSpec(), each::toString);
                assertEquals(spec, NetworkXml.from(spec).toSpec(), each::toString);
            } catch (InvalidSpecException e) {
                assertFalse(e.faults().isEmpty(), each::toString);
            }
        }
        assertTrue(specs >= 25, specs + " of libvirt's networks are specs");
    }
}
