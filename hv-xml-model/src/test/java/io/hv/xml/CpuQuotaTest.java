package io.hv.xml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hv.SpecFault;
import org.junit.jupiter.api.Test;

/** A share of CPU time is what no spec says: hosts that keep to the spec refuse it by this. */
class CpuQuotaTest {

    @Test
    void aQuotaIsTold() {
        DomainXml xml = DomainXml.parse("""
                <domain type='kvm'>
                  <name>web</name>
                  <memory unit='MiB'>64</memory>
                  <vcpu>2</vcpu>
                  <cputune><period>100000</period><quota>50000</quota></cputune>
                  <os><type>hvm</type></os>
                </domain>
                """);
        assertEquals(
                "[/domain/cputune]",
                xml.beyondSpec().stream().map(SpecFault::path).toList().toString());
    }
}
