package io.hv.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.AlreadyExistsException;
import io.hv.ByteSize;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.DomainState;
import io.hv.DomainStatus;
import io.hv.Feature;
import io.hv.InvalidSpecException;
import io.hv.NotFoundException;
import io.hv.SpecFault;
import io.hv.StateReason;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Defining and undefining: what goes in comes out, names and UUIDs are unique, and all faults are told at once. */
@Contract
public class DefineContract {

    /** For JUnit, which creates it. */
    public DefineContract() {}

    /** What the spec says is what the domain says; nothing runs. */
    @Test
    public void roundTrip(Bench bench) {
        bench.needs(Feature.DEFINE);
        UUID uuid = UUID.randomUUID();
        DomainSpec spec = bench.idle().edit(b -> b.uuid(uuid).memory(ByteSize.mib(64)));
        assertEquals(List.of(), bench.host().check(spec));
        Domain domain = bench.define(spec);
        assertEquals(spec.name(), domain.name());
        assertEquals(uuid, domain.uuid());
        assertTrue(domain.isPersistent());
        assertEquals(DomainStatus.of(DomainState.SHUTOFF, StateReason.DEFINED), domain.status());
        assertEquals(Optional.empty(), domain.crash());
        assertEquals(spec.name(), domain.spec().name());
        assertEquals(spec.memory(), domain.spec().memory());
        assertEquals(spec.vcpus(), domain.spec().vcpus());
        assertEquals(Optional.of(uuid), domain.spec().uuid());
    }

    /** Where the spec has no UUID, the host makes one up, and no two are the same. */
    @Test
    public void madeUpUuid(Bench bench) {
        Domain one = bench.defined();
        Domain two = bench.defined();
        assertNotEquals(one.uuid(), two.uuid());
        assertEquals(one.uuid(), bench.host().domain(one.name()).uuid());
    }

    /** A second domain of one name is refused, and the first stays as it was. */
    @Test
    public void nameIsUnique(Bench bench) {
        Domain first = bench.defined();
        DomainSpec second = bench.idle().edit(b -> b.name(first.name()));
        assertThrows(AlreadyExistsException.class, () -> bench.define(second));
        assertEquals(first.uuid(), bench.host().domain(first.name()).uuid());
    }

    /** A second domain of one UUID is refused, and leaves nothing. */
    @Test
    public void uuidIsUnique(Bench bench) {
        Domain first = bench.defined();
        DomainSpec second = bench.idle().edit(b -> b.uuid(first.uuid()));
        assertThrows(AlreadyExistsException.class, () -> bench.define(second));
        assertFalse(bench.host().findDomain(second.name()).isPresent());
        assertEquals(first.name(), bench.host().domain(first.uuid()).name());
    }

    /** An undefined domain is gone by name and by UUID, and both can be had again. */
    @Test
    public void undefine(Bench bench) {
        bench.needs(Feature.DEFINE);
        DomainSpec spec = bench.idle().edit(b -> b.uuid(UUID.randomUUID()));
        Domain domain = bench.define(spec);
        domain.undefine();
        assertFalse(bench.host().findDomain(spec.name()).isPresent());
        assertFalse(bench.host().findDomain(domain.uuid()).isPresent());
        assertThrows(NotFoundException.class, domain::status);
        Domain again = bench.define(spec);
        assertEquals(DomainState.SHUTOFF, again.state());
    }

    /** The neutral spec tells its three faults in one exception. */
    @Test
    public void allFaultsAtOnce(Bench bench) {
        DomainSpec.Builder bad =
                DomainSpec.named("a/b").memory(ByteSize.bytes(1)).vcpus(0);
        InvalidSpecException refused = assertThrows(InvalidSpecException.class, bad::build);
        assertEquals(
                List.of("name", "memory", "vcpus"),
                refused.faults().stream().map(SpecFault::path).toList());
        for (SpecFault fault : refused.faults()) {
            assertFalse(fault.why().isBlank(), fault::toString);
            assertFalse(fault.remedy().isBlank(), fault::toString);
            assertTrue(String.valueOf(refused.getMessage()).contains(fault.path()), refused.getMessage());
        }
    }

    /** The check foretells the verdict: the very faults that it lists, or none and the spec is taken. */
    @Test
    public void checkForetells(Bench bench) {
        bench.needs(Feature.DEFINE);
        DomainSpec greedy =
                bench.idle().edit(b -> b.memory(ByteSize.gib(1L << 32)).vcpus(1 << 20));
        List<SpecFault> faults = bench.host().check(greedy);
        if (faults.isEmpty()) {
            assertEquals(greedy.vcpus(), bench.define(greedy).spec().vcpus());
            return;
        }
        InvalidSpecException refused = assertThrows(InvalidSpecException.class, () -> bench.define(greedy));
        assertEquals(
                faults.stream().map(SpecFault::path).toList(),
                refused.faults().stream().map(SpecFault::path).toList());
        assertFalse(bench.host().findDomain(greedy.name()).isPresent());
    }
}
