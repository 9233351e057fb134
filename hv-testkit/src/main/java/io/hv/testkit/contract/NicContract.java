package io.hv.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.Domain;
import io.hv.Feature;
import io.hv.Host;
import io.hv.InvalidStateException;
import io.hv.MacAddress;
import io.hv.Nic;
import io.hv.NicModel;
import io.hv.NicSpec;
import io.hv.NotFoundException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Network cards of domains: what they are defined as, and their cables. */
@Contract
public class NicContract {

    private static final MacAddress FIRST = MacAddress.parse("52:54:00:00:00:01");
    private static final MacAddress SECOND = MacAddress.parse("52:54:00:00:00:02");

    /** For JUnit, which creates it. */
    public NicContract() {}

    private static Domain defined(Bench bench, NicSpec... nics) {
        bench.needs(Feature.NICS, Feature.DEFINE);
        return bench.define(bench.idle().edit(spec -> spec.nics(List.of(nics))));
    }

    /** They are what they were asked to be, in their order, to every handle. */
    @Test
    public void asSaid(Bench bench) {
        bench.needs(Feature.NICS);
        NicSpec one = bench.nic().mac(SECOND);
        NicSpec two = NicSpec.on("no <such> & network")
                .mac(FIRST)
                .model(bench.backend().otherNic().orElse(NicModel.VIRTIO))
                .link(false);
        Domain domain = defined(bench, one, two);
        assertEquals(List.of(one, two), domain.spec().nics());
        Domain other = bench.open().domain(domain.uuid());
        assertEquals(domain.nics(), other.nics());
        assertEquals(List.of(SECOND, FIRST), other.nics().stream().map(Nic::mac).toList());
        assertEquals(two, other.nic(FIRST).spec());
        assertEquals(other, other.nic(FIRST).domain());
        assertEquals(domain.nic(FIRST).hashCode(), other.nic(FIRST).hashCode());
        assertNotEquals(domain.nic(FIRST), domain.nic(SECOND));
    }

    /** Where the spec says no address, the host makes one up, another for each card, which stays. */
    @Test
    public void madeUpAddress(Bench bench) {
        bench.needs(Feature.NICS);
        NicSpec nic = bench.nic();
        Domain domain = defined(bench, nic, nic);
        List<MacAddress> macs = domain.nics().stream().map(Nic::mac).toList();
        assertEquals(2, macs.stream().distinct().count(), macs::toString);
        assertFalse(macs.stream().anyMatch(MacAddress::isMulticast), macs::toString);
        assertEquals(nic.mac(macs.get(1)), domain.spec().nics().get(1));
        assertEquals(macs, domain.nics().stream().map(Nic::mac).toList(), "at the second look");
        domain.start();
        assertEquals(macs, domain.nics().stream().map(Nic::mac).toList(), "of the machine");
    }

    /** An edit adds, changes and takes out; the others stay what they were. */
    @Test
    public void edited(Bench bench) {
        bench.needs(Feature.EDIT, Feature.NICS);
        NicSpec nic = bench.nic().mac(FIRST);
        Domain domain = defined(bench, nic);
        NicSpec fresh = NicSpec.on("other").mac(SECOND);
        domain.edit(spec -> spec.nic(fresh));
        assertEquals(List.of(nic, fresh), domain.spec().nics());
        domain.edit(spec -> spec.nics(List.of(fresh.link(false))));
        assertEquals(List.of(fresh.link(false)), domain.spec().nics());
        assertThrows(NotFoundException.class, () -> domain.nic(FIRST));
        domain.edit(spec -> spec.nics(List.of()));
        assertEquals(List.of(), domain.nics());
    }

    /** One that is gone, or never was, is said to be, and which there are. */
    @Test
    public void absent(Bench bench) {
        bench.needs(Feature.EDIT, Feature.NICS);
        Domain domain = defined(bench, bench.nic().mac(FIRST));
        Told.of(assertThrows(NotFoundException.class, () -> domain.nic(SECOND)), FIRST.toString());
        Nic nic = domain.nic(FIRST);
        domain.edit(spec -> spec.nics(List.of()));
        Told.of(assertThrows(NotFoundException.class, nic::spec), FIRST.toString());
    }

    /** A cable is pulled out of a machine that runs, and put in again; the definition stays. */
    @Test
    public void cable(Bench bench) {
        bench.needs(Feature.NIC_LINK);
        NicSpec asDefined = bench.nic().mac(FIRST);
        Domain domain = defined(bench, asDefined);
        Nic nic = domain.nic(FIRST);
        Told.of(assertThrows(InvalidStateException.class, () -> nic.link(false)), domain.name());
        domain.start();
        for (boolean up : new boolean[] {false, false, true}) {
            nic.link(up);
            assertEquals(asDefined.link(up), nic.spec());
            assertEquals(asDefined, domain.spec().nics().get(0));
        }
        nic.link(false);
        domain.destroy();
        assertTrue(nic.spec().isLinkUp(), "it ended with the run");
    }

    /** A network that the host does not have keeps a machine from starting, and nothing is left of that. */
    @Test
    public void noSuchNetwork(Bench bench) {
        bench.needs(Feature.GUEST_CODE);
        Domain domain = defined(bench, NicSpec.on(bench.name("none")));
        assertThrows(NotFoundException.class, domain::start);
        assertFalse(domain.state().isActive());
        try (Host host = bench.open()) {
            assertEquals(
                    Optional.of(domain.uuid()), host.findDomain(domain.name()).map(Domain::uuid));
        }
    }
}
