package io.hv.xml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.DomainSpec;
import io.hv.MacAddress;
import io.hv.NicModel;
import io.hv.NicSpec;
import io.hv.SpecFault;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Network cards in domains' documents: those that the spec can say are found by their addresses, all else stays. */
class NicsOfDomainsTest {

    private static final NicSpec A = NicSpec.on("default").mac(MacAddress.parse("52:54:00:00:00:0a"));
    private static final NicSpec B = NicSpec.userMode().mac(MacAddress.parse("52:54:00:00:00:0b"));
    private static final NicSpec C = NicSpec.on("c").mac(MacAddress.parse("52:54:00:00:00:0c"));

    private static final String RICH = """
            <domain type='kvm'>
              <name>web</name>
              <memory unit='MiB'>128</memory>
              <devices>
                <interface type='network'>
                  <mac address='52:54:00:00:00:0A'/>
                  <source network='default' portgroup='web'/>
                  <model type='virtio'/>
                  <driver name='vhost' queues='4'/>
                  <address type='pci' domain='0' bus='0' slot='3' function='0'/>
                </interface>
                <interface type='direct'><mac address='52:54:00:00:00:01'/><source dev='eth0'/></interface>
                <interface type='user'><mac address='52:54:00:00:00:0b'/><model type='virtio'/><mtu size='1400'/></interface>
              </devices>
            </domain>
            """;

    private static DomainXml rich() {
        return DomainXml.parse(RICH);
    }

    private static List<String> changed(DomainXml before, DomainXml after) {
        return XmlDiff.between(before.document(), after.document()).stream()
                .map(XmlDifference::path)
                .toList();
    }

    private static DomainXml edited(DomainXml xml, NicSpec... nics) {
        return xml.edit(xml.toSpec().edit(spec -> spec.nics(List.of(nics))));
    }

    private static List<NicSpec> read(String nics) {
        return DomainXml.parse("<domain><name>x</name><memory>4096</memory><devices>" + nics + "</devices></domain>")
                .toSpec()
                .nics();
    }

    @Test
    void whatTheSpecCanSayIsRead() {
        assertEquals(List.of(A, B), rich().toSpec().nics());
        assertEquals(
                List.of(
                        "/domain/devices/interface[1]/source/@portgroup",
                        "/domain/devices/interface[1]/driver",
                        "/domain/devices/interface[1]/address",
                        "/domain/devices/interface[2]",
                        "/domain/devices/interface[3]/mtu"),
                rich().beyondSpec().stream()
                        .map(SpecFault::path)
                        .filter(path -> path.contains("interface"))
                        .toList());
    }

    @Test
    void whatIsTheSameStaysAsItIs() {
        assertEquals(rich(), edited(rich(), A, B));
    }

    @Test
    void oneIsChangedByItsAddress() {
        assertEquals(List.of("/domain/devices/interface[1]/link"), changed(rich(), edited(rich(), A.link(false), B)));
        assertEquals(
                List.of("/domain/devices/interface[3]/model/@type"),
                changed(rich(), edited(rich(), A, B.model(NicModel.E1000))));
        DomainXml moved = edited(rich(), NicSpec.userMode().mac(A.mac().orElseThrow()), B);
        assertTrue(moved.text().contains("portgroup"), "what the spec cannot say stays");
        assertEquals(
                NicSpec.userMode().mac(A.mac().orElseThrow()),
                moved.toSpec().nics().get(0));
    }

    @Test
    void aNewAddressLeavesAllElse() {
        DomainXml moved = edited(rich(), A.mac(C.mac().orElseThrow()), B);
        assertEquals(List.of("/domain/devices/interface[1]/mac/@address"), changed(rich(), moved));
        DomainXml both = edited(rich(), B, A.mac(C.mac().orElseThrow()));
        assertTrue(both.text().contains("vhost"), both.text());
        assertEquals(List.of(B, A.mac(C.mac().orElseThrow())), both.toSpec().nics());
        assertEquals(List.of("/domain/devices/interface[1]/mac"), changed(rich(), edited(rich(), A.anyMac(), B)));
    }

    @Test
    void othersComeAndGo() {
        assertEquals(List.of("/domain/devices/interface[4]"), changed(rich(), edited(rich(), A, B, C)));
        assertEquals(List.of("/domain/devices/interface[1]"), changed(rich(), edited(rich(), B)));
        DomainXml none = edited(rich());
        assertEquals(List.of(), none.toSpec().nics());
        assertTrue(none.text().contains("eth0"), "what the spec cannot say stays");
    }

    @Test
    void theirOrderIsTheSpecs() {
        for (List<NicSpec> order : List.of(List.of(B, A), List.of(C, A, B), List.of(A, C, B), List.of(B, C))) {
            DomainXml xml = edited(rich(), order.toArray(NicSpec[]::new));
            assertEquals(order, xml.toSpec().nics());
            assertEquals(order.contains(A), xml.text().contains("vhost"));
        }
    }

    @Test
    void thoseWithoutAnAddressAreFoundByTheirTurn() {
        DomainXml xml = DomainXml.from(DomainSpec.named("x")
                .nic(NicSpec.userMode())
                .nic(A)
                .nic(NicSpec.on("second"))
                .build());
        DomainXml changed = edited(xml, NicSpec.userMode(), A, NicSpec.on("other"));
        assertEquals(List.of("/domain/devices/interface[3]/source/@network"), changed(xml, changed));
        NicSpec said = NicSpec.userMode().mac(C.mac().orElseThrow());
        assertEquals(List.of(said, A), edited(xml, said, A).toSpec().nics());
    }

    @Test
    void whatTheSpecCannotSayIsLeftOut() {
        String good = "<interface type='user'><mac address='52:54:00:00:00:0b'/><model type='virtio'/></interface>";
        Stream.of(
                        "<interface type='bridge'><source bridge='br0'/></interface>",
                        "<interface type='network'/>",
                        "<interface type='network'><source portid='x'/></interface>",
                        "<interface type='user'><mac address='01:00:5e:00:00:01'/></interface>",
                        "<interface type='user'><mac address='never'/></interface>",
                        "<interface type='user'><model type='Odd Model'/></interface>",
                        "<interface type='network'><source network='a/b'/></interface>",
                        "<interface/>")
                .forEach(other -> assertEquals(List.of(B), read(other + good + other), other));
        assertEquals(List.of(B), read(good + good), "two of one address");
        assertEquals(
                List.of(NicSpec.userMode().model(new NicModel("rtl8139"))),
                read("<interface type='user'><link state='up'/></interface>"),
                "libvirt's own choice");
    }
}
