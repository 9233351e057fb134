package io.hv.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hv.ByteSize;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.DomainState;
import io.hv.Feature;
import io.hv.InvalidSpecException;
import io.hv.InvalidStateException;
import io.hv.NotFoundException;
import io.hv.SpecFault;
import io.hv.TransientDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;

/** {@link Domain#edit}: changes what differs, and nothing else. */
@Contract
public class EditContract {

    private static final int THREADS = 4;

    /** For JUnit, which creates it. */
    public EditContract() {}

    /** A little more memory, with which every guest can still be. */
    static ByteSize more(DomainSpec than) {
        return ByteSize.bytes(than.memory().bytes() + ByteSize.mib(16).bytes());
    }

    /** What the change leaves is what the domain is, for all handles, and what it is started as. */
    @Test
    public void changes(Bench bench) {
        bench.needs(Feature.EDIT);
        Domain domain = bench.defined();
        DomainSpec before = domain.spec();
        ByteSize more = more(before);
        domain.edit(spec -> spec.memory(more));
        DomainSpec after = before.edit(spec -> spec.memory(more));
        assertEquals(after, domain.spec());
        assertEquals(after, bench.open().domain(domain.uuid()).spec());
        domain.start();
        assertEquals(DomainState.RUNNING, domain.state());
        assertEquals(after, domain.spec());
    }

    /** A change that changes nothing is none. */
    @Test
    public void nothing(Bench bench) {
        bench.needs(Feature.EDIT);
        Domain domain = bench.defined();
        DomainSpec before = domain.spec();
        domain.edit(spec -> {});
        assertEquals(before, domain.spec());
    }

    /** What cannot be, and what would be another domain, is refused, and all is as it was. */
    @Test
    public void refused(Bench bench) {
        bench.needs(Feature.EDIT);
        Domain domain = bench.defined();
        DomainSpec before = domain.spec();
        assertThrows(InvalidSpecException.class, () -> domain.edit(spec -> spec.vcpus(0)));
        InvalidSpecException other = assertThrows(
                InvalidSpecException.class,
                () -> domain.edit(spec -> spec.name(bench.name("other")).uuid(UUID.randomUUID())));
        assertEquals(
                List.of("name", "uuid"),
                other.faults().stream().map(SpecFault::path).sorted().toList());
        IllegalStateException own = assertThrows(
                IllegalStateException.class,
                () -> domain.edit(spec -> {
                    spec.memory(ByteSize.mib(48));
                    throw new IllegalStateException("the caller's");
                }));
        assertEquals("the caller's", own.getMessage());
        assertEquals(before, domain.spec());
    }

    /** Only what is not active is edited, and only what has a definition. */
    @Test
    public void states(Bench bench) {
        bench.needs(Feature.EDIT);
        Domain domain = bench.running();
        DomainSpec before = domain.spec();
        assertThrows(InvalidStateException.class, () -> domain.edit(spec -> spec.memory(ByteSize.mib(48))));
        domain.destroy();
        assertEquals(before, domain.spec());
        domain.edit(spec -> spec.memory(more(before)));
        assertEquals(more(before), domain.spec().memory());
        domain.undefine();
        assertThrows(NotFoundException.class, () -> domain.edit(spec -> spec.memory(ByteSize.mib(32))));
        if (bench.backend().claims().contains(Feature.TRANSIENT)) {
            try (TransientDomain passing = bench.created()) {
                assertThrows(InvalidStateException.class, () -> passing.edit(spec -> spec.memory(ByteSize.mib(48))));
            }
        }
    }

    /** Of edits at once none is lost. */
    @Test
    public void atOnce(Bench bench) throws Exception {
        bench.needs(Feature.EDIT);
        Domain domain = bench.defined();
        ByteSize before = domain.spec().memory();
        CyclicBarrier together = new CyclicBarrier(THREADS);
        List<Call<Boolean>> edits = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            edits.add(bench.async(() -> {
                together.await();
                domain.edit(spec -> spec.memory(ByteSize.bytes(
                        spec.build().memory().bytes() + ByteSize.mib(1).bytes())));
                return true;
            }));
        }
        for (Call<Boolean> edit : edits) {
            boolean unused = edit.get(bench.patience(), "one of the edits");
        }
        assertEquals(
                before.bytes() + THREADS * ByteSize.mib(1).bytes(),
                domain.spec().memory().bytes());
    }
}
