package io.hv.testkit.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.NetworkAddress;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Which addresses of a card count, and when another card has what one had. */
class FamiliesTest {

    private static Families of(String... addresses) {
        return Families.of(Arrays.stream(addresses).map(NetworkAddress::of).toList());
    }

    @Test
    void linkLocalOnesDoNotCount() {
        assertEquals(Families.NONE, of());
        assertEquals(Families.NONE, of("fe80::1/64", "169.254.3.4/16"));
        assertEquals(new Families(true, false), of("fe80::1/64", "10.9.8.7/24"));
        assertEquals(new Families(false, true), of("fd00:9::1/64", "169.254.3.4/16"));
        assertEquals(new Families(true, true), of("fd00:9::1/64", "10.9.8.7/24"));
    }

    /** IPv6 comes by itself, a lease of IPv4 later. */
    @Test
    void oneFamilyIsNotTheOther() {
        Families both = of("fd00:9::1/64", "10.9.8.7/24");
        Families v6 = of("fd00:9::2/64");
        Families v4 = of("10.9.8.8/24");
        assertFalse(v6.includes(both));
        assertFalse(v4.includes(both));
        assertFalse(v6.includes(v4));
        assertTrue(v6.and(v4).includes(both));
        assertTrue(both.includes(v6) && both.includes(v4));
        assertTrue(Families.NONE.includes(Families.NONE));
        assertFalse(Families.NONE.includes(v6));
    }
}
