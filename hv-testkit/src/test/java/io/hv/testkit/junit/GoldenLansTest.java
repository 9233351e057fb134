package io.hv.testkit.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hv.AlreadyExistsException;
import io.hv.NetworkAddress;
import io.hv.NetworkMode;
import io.hv.NetworkSpec;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The networks of golden machines: what they are like, and that all are there or none. */
class GoldenLansTest {

    private static final NetworkSpec NAT = NetworkSpec.nat("nat")
            .dnsDomain("test")
            .mtu(1400)
            .address(NetworkAddress.of("10.9.8.1/24").range("10.9.8.100", "10.9.8.199"))
            .build();
    private static final NetworkSpec ROUTED = NetworkSpec.routed("routed")
            .address(NetworkAddress.of("fd00:9::1/64"))
            .build();
    private static final NetworkSpec BRIDGE =
            NetworkSpec.bridge("bridge", "br0").build();

    private final FakeHost fake = new FakeHost();

    private GoldenLans lans(String mark) {
        return new GoldenLans(fake.host(), List.of(NAT, ROUTED, BRIDGE), mark);
    }

    @Test
    void areIsolatedCopies() {
        try (GoldenLans lans = lans("7")) {
            lans.start();
            assertEquals(Set.of("nat-golden-7", "routed-golden-7", "bridge-golden-7"), fake.present);
            for (NetworkSpec copy : fake.defined) {
                assertEquals(NetworkMode.ISOLATED, copy.mode(), copy::toString);
                assertEquals(Optional.empty(), copy.hostBridge());
            }
            NetworkSpec nat = fake.defined.get(0);
            assertEquals(NAT.addresses(), nat.addresses());
            assertEquals(NAT.dnsDomain(), nat.dnsDomain());
            assertEquals(NAT.mtu(), nat.mtu());
            assertEquals(ROUTED.addresses(), fake.defined.get(1).addresses());
            assertEquals(List.of(), fake.defined.get(2).addresses(), "the host has none on a bridge that it knows of");
        }
        assertEquals(Set.of(), fake.present);
    }

    @Test
    void aStartThatFailsLeavesNone() {
        try (GoldenLans lans = lans("7")) {
            IllegalStateException failure = new IllegalStateException("out of cables");
            fake.fail("start", "routed", failure);
            assertSame(failure, assertThrows(IllegalStateException.class, lans::start));
            assertEquals(Set.of(), fake.present);
            assertEquals(2, fake.defined.size(), "the third is not tried");
        }
    }

    @Test
    void whatWasThereBeforeStays() {
        try (GoldenLans lans = lans("7")) {
            lans.start();
            assertThrows(AlreadyExistsException.class, lans::start);
            assertEquals(Set.of("nat-golden-7", "routed-golden-7", "bridge-golden-7"), fake.present);
        }
        assertEquals(Set.of(), fake.present);
    }
}
