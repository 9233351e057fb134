package io.hv.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.DomainState;
import io.hv.Feature;
import io.hv.Host;
import org.junit.jupiter.api.Test;

/** {@link Feature#DEFINITIONS_PERSIST}: a definition outlives those who made it; a transient domain does not. */
@Contract
public class PersistContract {

    /** For JUnit, which creates it. */
    public PersistContract() {}

    /** Defined, edited, closed, opened: it is there as it was left, shut off, and can be started. */
    @Test
    public void survivesClosing(Bench bench) {
        bench.needs(Feature.DEFINITIONS_PERSIST);
        DomainSpec spec = bench.idle();
        DomainSpec left;
        try (Host first = bench.open()) {
            Domain domain = first.define(spec);
            if (bench.backend().claims().contains(Feature.EDIT)) {
                domain.edit(b -> b.memory(EditContract.more(spec)));
            }
            left = domain.spec();
        }
        Domain domain = bench.host().domain(spec.name());
        assertEquals(DomainState.SHUTOFF, domain.state());
        assertTrue(domain.isPersistent());
        assertEquals(left, domain.spec());
        domain.start();
        assertEquals(DomainState.RUNNING, domain.state());
    }

    /** Undefined is undefined for those who come later. */
    @Test
    public void undefinedIsGone(Bench bench) {
        bench.needs(Feature.DEFINITIONS_PERSIST);
        DomainSpec spec = bench.idle();
        try (Host first = bench.open()) {
            Domain unused = first.define(spec);
        }
        try (Host second = bench.open()) {
            second.domain(spec.name()).undefine();
        }
        assertFalse(bench.host().findDomain(spec.name()).isPresent());
    }

    /** A transient domain leaves nothing. */
    @Test
    public void transientsDoNot(Bench bench) {
        bench.needs(Feature.DEFINITIONS_PERSIST, Feature.TRANSIENT);
        DomainSpec spec = bench.idle();
        try (Host first = bench.open()) {
            Domain unused = first.create(spec);
        }
        assertFalse(bench.host().findDomain(spec.name()).isPresent());
    }
}
