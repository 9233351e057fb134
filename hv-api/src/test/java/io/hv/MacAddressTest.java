package io.hv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MacAddressTest {

    @Test
    void macAddresses() {
        MacAddress address = MacAddress.parse("52:54:0:AB:cd:1");
        assertEquals("52:54:00:ab:cd:01", address.toString());
        assertEquals(new MacAddress(0x525400abcd01L), address);
        assertFalse(address.isMulticast());
        assertTrue(MacAddress.parse("01:00:5e:00:00:01").isMulticast());
        assertThrows(IllegalArgumentException.class, () -> MacAddress.parse("52-54-00-ab-cd-01"));
        assertThrows(IllegalArgumentException.class, () -> MacAddress.parse("52:54:00:ab:cd"));
        assertThrows(IllegalArgumentException.class, () -> new MacAddress(1L << 48));
    }
}
