package io.hv.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.Domain;
import io.hv.NotFoundException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Finding domains: by name, by UUID, in the list; handles of one domain are equal. */
@Contract
public class LookupContract {

    /** For JUnit, which creates it. */
    public LookupContract() {}

    /** Found by name and by UUID, running or not; the handles are equal. */
    @Test
    public void found(Bench bench) {
        Domain domain = bench.defined();
        for (int i = 0; i < 2; i++) {
            assertEquals(domain, bench.host().domain(domain.name()));
            assertEquals(domain, bench.host().domain(domain.uuid()));
            assertEquals(Optional.of(domain), bench.host().findDomain(domain.name()));
            assertEquals(Optional.of(domain), bench.host().findDomain(domain.uuid()));
            assertEquals(domain.hashCode(), bench.host().domain(domain.name()).hashCode());
            if (i == 0) {
                domain.start();
            }
        }
    }

    /** What is not there is an empty Optional, or NotFoundException where one was asked for by name. */
    @Test
    public void absent(Bench bench) {
        String name = bench.name("absent");
        UUID uuid = UUID.randomUUID();
        assertEquals(Optional.empty(), bench.host().findDomain(name));
        assertEquals(Optional.empty(), bench.host().findDomain(uuid));
        assertThrows(NotFoundException.class, () -> bench.host().domain(name));
        assertThrows(NotFoundException.class, () -> bench.host().domain(uuid));
    }

    /** All are listed, running or not, once each, in the order of their names. */
    @Test
    public void listedInOrder(Bench bench) {
        Domain b = bench.define(bench.idle().edit(s -> s.name(s.build().name() + "-b")));
        Domain c = bench.defined(GuestKind.IDLE);
        Domain a = bench.define(bench.idle().edit(s -> s.name("A" + s.build().name())));
        b.start();
        List<String> all = bench.host().domains().stream().map(Domain::name).toList();
        assertEquals(all.stream().sorted().toList(), all, "in the order of their names");
        for (Domain domain : List.of(a, b, c)) {
            assertEquals(1, all.stream().filter(domain.name()::equals).count(), all::toString);
        }
    }

    /** The list is the caller's own: it does not change when domains come and go. */
    @Test
    public void listIsASnapshot(Bench bench) {
        Domain first = bench.defined();
        List<Domain> before = bench.host().domains();
        Domain second = bench.defined();
        assertTrue(before.contains(first));
        assertTrue(!before.contains(second), "a list does not grow behind the caller's back");
    }

    /** Equal are handles of one domain, and no others. */
    @Test
    public void equality(Bench bench) {
        Domain one = bench.defined();
        Domain two = bench.defined();
        assertTrue(!one.equals(two));
        assertEquals(one, bench.open().domain(one.uuid()), "of two handles on one host");
    }
}
