package io.hv.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hv.DhcpHost;
import io.hv.InvalidSpecException;
import io.hv.NetworkAddress;
import io.hv.NetworkSpec;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Networks as libvirt writes them, and as hv writes them for libvirt. */
class NetworkXmlTest {

    private static final UUID ID = UUID.fromString("01234567-89ab-cdef-0123-456789abcdef");

    @Test
    void whatIsWrittenIsReadAgain() {
        NetworkAddress v4 = NetworkAddress.of("192.0.2.1/25")
                .range("192.0.2.10", "192.0.2.49")
                .host(DhcpHost.of("192.0.2.50").mac("52:54:00:00:00:50").name("fifty"))
                .host(DhcpHost.of("192.0.2.51").mac("52:54:00:00:00:51"));
        NetworkAddress v6 = NetworkAddress.of("2001:db8:7::1/64")
                .range("2001:db8:7::100", "2001:db8:7::1ff")
                .host(DhcpHost.of("2001:db8:7::50").name("fifty"));
        for (NetworkSpec spec : List.of(
                NetworkSpec.isolated("<\"a\" & 'b'> \u00fc").build(),
                NetworkSpec.nat("n")
                        .address(v4)
                        .address(v6)
                        .mtu(9000)
                        .dnsDomain("lan.example")
                        .build(),
                NetworkSpec.routed("n").address(v6).build(),
                NetworkSpec.bridge("n", "br0").build())) {
            NetworkSpec identified = spec.edit(b -> b.uuid(ID));
            assertEquals(identified, NetworkXmlReader.read(NetworkXmlWriter.write(spec, ID)));
        }
    }

    @Test
    void whatLibvirtAddsIsLeftAside() {
        String xml = """
                <network connections='2'><name>default</name><uuid>01234567-89ab-cdef-0123-456789abcdef</uuid>
                  <forward mode='nat'><nat><port start='1024' end='65535'/></nat></forward>
                  <bridge name='virbr0' stp='on' delay='0'/><mac address='52:54:00:00:00:01'/>
                  <ip address='192.168.122.1' netmask='255.255.255.0'>
                    <dhcp><range start='192.168.122.2' end='192.168.122.254'/><host id='0:1' ip='192.168.122.9'/></dhcp>
                  </ip></network>
                """;
        assertEquals(
                NetworkSpec.nat("default")
                        .uuid(ID)
                        .address(NetworkAddress.of("192.168.122.1/24").range("192.168.122.2", "192.168.122.254"))
                        .build(),
                NetworkXmlReader.read(xml));
        assertEquals(Optional.of("virbr0"), NetworkXmlReader.bridge(xml));
        assertEquals(Optional.empty(), NetworkXmlReader.bridge("<network><bridge stp='on'/></network>"));
    }

    @Test
    void whatIsNoSpecSaysSo() {
        InvalidSpecException refused = assertThrows(
                InvalidSpecException.class,
                () -> NetworkXmlReader.read("<network><name>n</name><forward mode='hostdev'/></network>"));
        assertEquals("mode", refused.faults().get(0).path());
        assertThrows(IllegalArgumentException.class, () -> NetworkXmlReader.read("<domain/>"));
    }
}
